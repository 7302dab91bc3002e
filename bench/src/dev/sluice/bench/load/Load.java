package dev.sluice.bench.load;

import dev.sluice.bench.wire.OneLoop;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The load generator: one event loop, one run at a time.
 *
 * <p>A closed loop sends a lane's next request when its reply has ended, and lets what is under way
 * finish. An open loop sends at fixed times and counts latency from them; what no connection is
 * free for gets a new one.
 */
public final class Load implements AutoCloseable {

  private static final int MOST_LANES = 4096;

  private final EventLoopGroup group = OneLoop.named("load");
  private final EventLoop loop = group.next();
  private final Deque<Lane> free = new ArrayDeque<>();
  private final List<Lane> lanes = new ArrayList<>();
  private long number = System.currentTimeMillis() * 1000;
  private Bootstrap bootstrap;
  private Plan plan;
  private Tally tally;
  private CompletableFuture<Tally> outcome;
  private int port;
  private long deadline;
  private long nextDue;

  /** Runs {@code wanted} against a port of this machine; the caller waits. */
  public Tally run(int targetPort, Plan wanted) {
    return start(targetPort, wanted, new Tally()).join();
  }

  /** The same without waiting; {@code into} may be read for {@link Tally#open} meanwhile. */
  public CompletableFuture<Tally> start(int targetPort, Plan wanted, Tally into) {
    CompletableFuture<Tally> done = new CompletableFuture<>();
    loop.execute(() -> begin(targetPort, wanted, into, done));
    return done;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  EventLoop loop() {
    return loop;
  }

  Bootstrap bootstrap() {
    return bootstrap;
  }

  long nextNumber() {
    return number++;
  }

  /** A lane's reply has ended. */
  void idle(Lane lane) {
    if (plan.perSecond() > 0) {
      free.push(lane);
      finishIfDone();
    } else if (System.nanoTime() < deadline) {
      lane.send(System.nanoTime());
    } else {
      free.push(lane);
      finishIfDone();
    }
  }

  private void begin(int targetPort, Plan wanted, Tally into, CompletableFuture<Tally> done) {
    port = targetPort;
    plan = wanted;
    tally = into;
    outcome = done;
    bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .remoteAddress("127.0.0.1", port);
    tally.started = System.nanoTime();
    deadline = tally.started + (long) (plan.seconds() * 1e9);
    for (int i = 0; i < plan.lanes(); i++) {
      lanes.add(new Lane(this, port, plan, tally));
    }
    loop.schedule(() -> giveUp(done), (long) (plan.limit() * 1e9), TimeUnit.NANOSECONDS);
    if (plan.perSecond() > 0) {
      free.addAll(lanes);
      nextDue = tally.started;
      tick();
    } else {
      ramp();
    }
  }

  private void ramp() {
    long step = (long) (plan.ramp() * 1e9 / lanes.size());
    for (int i = 0; i < lanes.size(); i++) {
      Lane lane = lanes.get(i);
      if (step == 0) {
        lane.send(System.nanoTime());
      } else {
        loop.schedule(() -> beginLane(lane), i * step, TimeUnit.NANOSECONDS);
      }
    }
  }

  private void beginLane(Lane lane) {
    if (lanes.contains(lane)) {
      lane.send(System.nanoTime());
    }
  }

  private void tick() {
    while (nextDue <= System.nanoTime() && nextDue < deadline) {
      Lane lane = freeLane();
      if (lane == null) {
        tally.pending++;
      } else {
        lane.send(nextDue);
      }
      nextDue += 1_000_000_000L / plan.perSecond();
    }
    if (nextDue < deadline) {
      loop.schedule(this::tick, nextDue - System.nanoTime(), TimeUnit.NANOSECONDS);
    } else {
      finishIfDone();
    }
  }

  /** A lane without a request under way, or null when there are too many. */
  private Lane freeLane() {
    if (free.isEmpty() && lanes.size() < MOST_LANES) {
      lanes.add(new Lane(this, port, plan, tally));
      return lanes.getLast();
    }
    return free.poll();
  }

  private void finishIfDone() {
    boolean sent = plan.perSecond() == 0 || nextDue >= deadline;
    if (sent && free.size() == lanes.size()) {
      finish();
    }
  }

  private void giveUp(CompletableFuture<Tally> of) {
    if (of == outcome) {
      lanes.stream().filter(Lane::busy).forEach(Lane::abandon);
      tally.ended = System.nanoTime();
      finish();
    }
  }

  private void finish() {
    CompletableFuture<Tally> done = outcome;
    outcome = null;
    lanes.forEach(Lane::close);
    lanes.clear();
    free.clear();
    done.complete(tally);
  }
}
