package dev.sluice.rewrite.breakpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long the provider is asked to keep one prefix. An hour costs three quarters of the input more
 * than five minutes and pays from the second read after minute 5. It is decided when nothing is
 * there any more, because an entry of five minutes stays one when it is read. Not safe for several
 * threads.
 */
final class Life {
  private static final int LONG_GAPS = 2;

  private @Nullable Ttl ttl;
  private Instant used = Instant.MIN;

  /** What to ask for now, by the times between earlier requests. */
  Ttl next(Instant now, List<Duration> gaps) {
    Ttl kept = kept(now);
    if (kept != null) {
      return kept;
    }
    long pauses = gaps.stream().filter(Life::isLong).count();
    return pauses >= LONG_GAPS ? Ttl.LONG : Ttl.SHORT;
  }

  /** It was written, or read, with a marker that asked for this. */
  void marked(Instant now, Ttl asked) {
    if (!warm(now)) {
      ttl = asked;
    }
    used = now;
  }

  /** Whether it is there at this time, as far as is known. */
  boolean warm(Instant now) {
    return kept(now) != null;
  }

  private @Nullable Ttl kept(Instant now) {
    return ttl != null && ttl.reaches(used, now) ? ttl : null;
  }

  private static boolean isLong(Duration gap) {
    return gap.compareTo(Ttl.SHORT.life()) > 0 && gap.compareTo(Ttl.LONG.life()) <= 0;
  }
}
