package dev.sluice.rewrite.compress;

import dev.sluice.exchange.ModelClient;
import dev.sluice.log.Log;
import dev.sluice.price.Claim;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes facts while requests go on: one at a time for a conversation, eight at a time in all, each
 * on a virtual thread of its own. A conversation for which that failed is left alone for ten
 * minutes. Safe for any thread; ends what is under way when it is closed.
 */
final class Background implements AutoCloseable {
  private static final Log LOG = Log.of("compress");
  private static final int MOST = 8;
  private static final int CLOSING_SECONDS = 2;

  private final FactWriter writer;
  private final FactStore store;
  private final Duration timeout;
  private final Pauses pauses;
  private final Owed owed;
  private final ExecutorService threads;
  private final Semaphore room = new Semaphore(MOST);
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

  /**
   * Nothing is under way yet.
   *
   * @param store where finished facts go
   * @param timeout how long the small model may take
   * @param threads where it runs, closed with this
   */
  Background(
      FactWriter writer,
      FactStore store,
      Duration timeout,
      InstantSource clock,
      ExecutorService threads) {
    this.writer = writer;
    this.store = store;
    this.timeout = timeout;
    this.pauses = new Pauses(clock);
    this.owed = new Owed(clock);
    this.threads = threads;
  }

  /** A virtual thread a task. */
  static ExecutorService threads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sluice-compress").factory());
  }

  /** What an exchange of this session is to claim; see {@link Owed}. */
  List<Claim> owed(String tenant, String session) {
    return owed.claims(tenant, session);
  }

  /**
   * Begins to make facts, unless that is under way or has failed a while ago.
   *
   * @param client asks with the credentials of the exchange; kept until it has answered
   */
  void make(Need need, String session, ModelClient client) {
    if (!room.tryAcquire()) {
      return;
    }
    if (!pauses.begin(need.conversation())) {
      room.release();
      return;
    }
    AtomicReference<@Nullable Need> handed = new AtomicReference<>(need);
    Work work = new Work(need.request().tenant(), session, need.conversation(), client.lasting());
    underWay.merge(work.name(), 1, Integer::sum);
    try {
      threads.execute(() -> run(handed, work));
    } catch (RejectedExecutionException closed) {
      ended(work);
    }
  }

  /** What one thread does, and for whom. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Work(String tenant, String session, byte[] conversation, ModelClient client) {
    String name() {
      return Background.name(tenant, session);
    }
  }

  private static String name(String tenant, String session) {
    return tenant + "\n" + session;
  }

  /** Whether something is under way for this session. */
  boolean isMaking(String tenant, String session) {
    return underWay.containsKey(name(tenant, session));
  }

  private void run(AtomicReference<@Nullable Need> handed, Work work) {
    try {
      FactWriter.Order order = order(handed);
      FactWriter.Written written = writer.write(order, work.client);
      if (written.calls() > 0) {
        owed.add(work.tenant, work.session, written.spent());
      }
      if (written.facts() != null) {
        store.made(order.key(), written.facts());
        pauses.ended(work.conversation);
      }
    } catch (RuntimeException fault) {
      LOG.error("old turns are not compressed", "fault", fault);
    } finally {
      ended(work);
    }
  }

  private void ended(Work work) {
    underWay.computeIfPresent(work.name(), (name, many) -> many == 1 ? null : many - 1);
    room.release();
  }

  /** Takes the need, so that its request is not held while the small model writes. */
  private FactWriter.Order order(AtomicReference<@Nullable Need> handed) {
    return writer.order(Objects.requireNonNull(handed.getAndSet(null)), timeout);
  }

  /** Interrupts what is under way and waits a moment for it. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("facts are still being made", "reason", "the provider is slow");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    owed.close();
  }
}
