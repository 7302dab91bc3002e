package dev.sluice.upstream;

import dev.sluice.provider.ProviderConfig.Timeouts;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tells when an upstream has been silent for too long: before its reply begins, and inside it.
 * While the client does not read, the silence is not the upstream's fault. One a relay, on its
 * event loop.
 */
final class Silence {
  private final Vertx vertx;
  private final Timeouts timeouts;
  private final Consumer<Throwable> tooLong;
  private boolean begun;
  private boolean excused;
  private boolean over;
  private long last = System.nanoTime();
  private long timer = -1;

  Silence(Vertx vertx, Timeouts timeouts, Consumer<Throwable> tooLong) {
    this.vertx = vertx;
    this.timeouts = timeouts;
    this.tooLong = tooLong;
  }

  /** The request goes up; from now on the limit on the time to its reply holds. */
  void begins() {
    broken();
    watch(timeouts.firstByte());
  }

  /** Something came. */
  void broken() {
    last = System.nanoTime();
  }

  /** The reply has begun; from now on the limit on silence inside it holds. */
  void replyBegins() {
    begun = true;
    broken();
    vertx.cancelTimer(timer);
    watch(timeouts.idle());
  }

  /** The client does not read for now, or does again. */
  void excuse(boolean clientIsSlow) {
    excused = clientIsSlow;
    broken();
  }

  /** Nothing more is watched. */
  void end() {
    over = true;
    vertx.cancelTimer(timer);
  }

  private void watch(Duration allowed) {
    timer = vertx.setTimer(Math.max(1, allowed.toMillis()), id -> check(allowed));
  }

  private void check(Duration allowed) {
    if (over) {
      return;
    }
    long silent = excused ? 0 : System.nanoTime() - last;
    if (silent >= allowed.toNanos()) {
      tooLong.accept(new SilentUpstream(!begun, allowed));
    } else {
      Duration rest = allowed.minusNanos(silent);
      timer = vertx.setTimer(Math.max(1, rest.toMillis()), id -> check(allowed));
    }
  }
}
