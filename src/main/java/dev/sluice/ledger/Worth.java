package dev.sluice.ledger;

import dev.sluice.log.Log;
import dev.sluice.price.Mechanisms;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a mechanism is worth its cost in a session. A mechanism whose net over the window is a
 * loss switches itself off for that session, says so once, and stays off for a day. Safe for any
 * thread; remembers the sessions that were used last.
 *
 * <p>The window is the last 20 exchanges in which the mechanism acted; of those, the ones older
 * than 30 minutes leave it as long as 8 remain, so that a slow session is judged too. With fewer
 * than 8 exchanges nothing is judged: what is written to the prompt cache is a loss until it is
 * read.
 */
public final class Worth {
  private static final Log LOG = Log.of("savings");
  private static final int SESSIONS = 10_000;
  private static final int MOST = 20;
  private static final int LEAST = 8;
  private static final Duration RECENT = Duration.ofMinutes(30);
  private static final Duration OFF = Duration.ofHours(24);

  /** A tenth of a cent: below it a loss is noise. */
  private static final long FLOOR_NANOS = 1_000_000;

  private final InstantSource clock;
  private final Map<String, Map<String, Window>> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Window>> eldest) {
          return size() > SESSIONS;
        }
      };

  /** Nothing is off yet. */
  public Worth(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Whether the mechanism has switched itself off.
   *
   * @param session names the session and whose it is
   */
  public synchronized boolean isOff(String session, String mechanism) {
    Map<String, Window> windows = sessions.get(session);
    Window window = windows == null ? null : windows.get(mechanism);
    return window != null && window.isOff(clock.instant());
  }

  /**
   * Adds what the mechanism saved in one exchange of the session.
   *
   * @param nanos nano-dollars, net; negative for a loss
   */
  public void add(String session, String mechanism, long nanos) {
    if (mechanism.equals(Mechanisms.DIFF_FIRST)) {
      return; // What it saves is in the output and cannot be told from one exchange.
    }
    Loss loss;
    synchronized (this) {
      Map<String, Window> windows = sessions.computeIfAbsent(session, _ -> new HashMap<>());
      loss = windows.computeIfAbsent(mechanism, _ -> new Window()).add(clock.instant(), nanos);
    }
    if (loss != null) {
      LOG.warn(
          mechanism + " costs more than it saves and is off for this session",
          "session",
          session,
          "lost_usd",
          BigDecimal.valueOf(-loss.nanos(), 9).toPlainString(),
          "exchanges",
          loss.exchanges(),
          "off_for_good",
          Mechanisms.offSwitch(mechanism));
    }
  }

  /**
   * Why a mechanism switched itself off.
   *
   * @param nanos its net, negative
   * @param exchanges over how many exchanges
   */
  private record Loss(long nanos, int exchanges) {}

  private record Sample(Instant at, long nanos) {}

  /** One mechanism in one session; guarded by the lock of all. */
  private static final class Window {
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long net;
    private @Nullable Instant offUntil;

    boolean isOff(Instant now) {
      return offUntil != null && now.isBefore(offUntil);
    }

    /** Gives the loss when it is switched off by this exchange. */
    @Nullable Loss add(Instant now, long nanos) {
      if (isOff(now)) {
        return null;
      }
      samples.add(new Sample(now, nanos));
      net += nanos;
      Instant oldest = now.minus(RECENT);
      while (samples.size() > MOST
          || samples.size() > LEAST && samples.element().at().isBefore(oldest)) {
        net -= samples.remove().nanos();
      }
      return samples.size() >= LEAST && net < -FLOOR_NANOS ? off(now) : null;
    }

    private Loss off(Instant now) {
      Loss loss = new Loss(net, samples.size());
      offUntil = now.plus(OFF);
      samples.clear();
      net = 0;
      return loss;
    }
  }
}
