package dev.sluice.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.bench.wire.Body;
import dev.sluice.bench.wire.Digits;
import dev.sluice.bench.wire.Reply;
import dev.sluice.bench.wire.Wire;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * One client with a keep-alive connection and one request under way at most. Lives on the load's
 * loop.
 *
 * <p>Connects on its first request and again when the connection was closed. The request's bytes
 * are kept in one buffer in which only the digits change.
 */
final class Lane implements Wire.Sink {

  private final Load load;
  private final Plan plan;
  private final Tally tally;
  private final ByteBuf request;
  private final int digitsAt;
  private final EventScan scan = new EventScan();
  private Channel channel;
  private boolean closed;
  private boolean busy;
  private boolean good;
  private long started;
  private long first;
  private long now;

  Lane(Load load, int port, Plan plan, Tally tally) {
    this.load = load;
    this.plan = plan;
    this.tally = tally;
    Body body = plan.body();
    byte[] head = head(port, body).getBytes(US_ASCII);
    this.request =
        Unpooled.directBuffer(head.length + body.bytes().length)
            .writeBytes(head)
            .writeBytes(body.bytes());
    this.digitsAt = head.length + body.digitsAt();
  }

  private static String head(int port, Body body) {
    return "POST /v1/messages HTTP/1.1\r\nhost: 127.0.0.1:"
        + port
        + "\r\naccept: application/json\r\nuser-agent: sluice-yardstick\r\n"
        + "x-api-key: sk-ant-yardstick\r\nanthropic-version: 2023-06-01\r\n"
        + Reply.HEADER
        + ": "
        + body.reply().word()
        + "\r\ncontent-type: application/json\r\ncontent-length: "
        + body.bytes().length
        + "\r\n\r\n";
  }

  boolean busy() {
    return busy;
  }

  /** Sends the next request; its time counts from {@code intended}. */
  void send(long intended) {
    busy = true;
    good = true;
    started = intended;
    first = 0;
    scan.reset();
    if (plan.varied()) {
      Digits.set(request, digitsAt, Body.DIGITS, load.nextNumber());
    }
    if (channel != null && channel.isActive()) {
      write();
    } else {
      connect(load.bootstrap());
    }
  }

  /** Counts the request under way as unanswered; its age is its latency. */
  void abandon() {
    tally.pending++;
    tally.latency.add(System.nanoTime() - started);
  }

  /** Closes the connection; nothing is counted any more. */
  void close() {
    closed = true;
    busy = false;
    if (channel != null) {
      channel.close();
    }
    request.release();
  }

  private void write() {
    channel.writeAndFlush(request.retainedDuplicate(), channel.voidPromise());
  }

  private void connect(Bootstrap bootstrap) {
    bootstrap
        .clone()
        .handler(new Reader())
        .connect()
        .addListener((ChannelFuture done) -> {
          if (closed) {
            done.channel().close();
          } else if (done.isSuccess()) {
            write();
          } else {
            load.loop().schedule(this::cut, 10, TimeUnit.MILLISECONDS);
          }
        });
  }

  @Override
  public void head(Wire head) {
    good = head.status() == 200;
    tally.refused += good ? 0 : 1;
    if (!plan.varied() && !head.has("x-sluice-cache", "hit")) {
      tally.missed++;
    }
  }

  @Override
  public void body(ByteBuf bytes, int from, int length) {
    if (first == 0) {
      first = now;
      tally.firstByte.add(now - started);
      tally.open++;
    }
    if (good && plan.body().reply().streamed()) {
      scan.read(bytes, from, length, now, tally.delay);
    }
  }

  @Override
  public void end() {
    int expected = plan.body().reply().events();
    tally.events += scan.events();
    if (good && expected > 0) {
      boolean whole = scan.events() == expected && scan.stopped() && !scan.disordered();
      tally.incomplete += whole ? 0 : 1;
      tally.lost += Math.max(0, expected - scan.events());
    }
    over();
  }

  private void cut() {
    if (!busy || closed) {
      return;
    }
    now = System.nanoTime();
    tally.cut++;
    tally.events += scan.events();
    tally.lost += Math.max(0, plan.body().reply().events() - scan.events());
    over();
  }

  private void over() {
    tally.latency.add(now - started);
    tally.replies++;
    tally.ended = now;
    tally.open -= first == 0 ? 0 : 1;
    busy = false;
    load.idle(this);
  }

  /** The channel's end of the lane; a new one for each connection. */
  private final class Reader extends ChannelInboundHandlerAdapter {
    private final Wire wire = Wire.ofReplies(Lane.this);

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      channel = ctx.channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf in = (ByteBuf) message;
      now = System.nanoTime();
      try {
        if (!closed) {
          wire.read(in);
        }
      } catch (Wire.Malformed e) {
        ctx.close();
      } finally {
        in.release();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      now = System.nanoTime();
      if (!closed && busy && ctx.channel() == channel && !wire.closed()) {
        cut();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
