package dev.sluice.rewrite.breakpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One prefix of tools and system prompt over all conversations. Not safe for several threads. */
final class Shared {
  private static final int GAPS = 8;

  final Life life = new Life();
  private final Deque<Duration> gaps = new ArrayDeque<>();
  private @Nullable Instant last;
  private @Nullable Instant before;

  /** It comes again. */
  void seen(Instant now) {
    if (last != null) {
      gaps.addLast(Duration.between(last, now));
    }
    if (gaps.size() > GAPS) {
      gaps.removeFirst();
    }
    before = last;
    last = now;
  }

  /** When it came before its last request; null when that was the first. */
  @Nullable Instant before() {
    return before;
  }

  /** Times between its last requests. */
  List<Duration> gaps() {
    return List.copyOf(gaps);
  }
}
