package dev.sluice.rewrite.reduce;

import dev.sluice.message.Span;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text by which raw JSON strings are sifted without decoding them: its longest run of
 * characters that stand in JSON as they are. A string that does not have these bytes does not have
 * the text, unless a client writes a plain letter as an escape, which none is known to do. Found by
 * Horspool's way, which looks at one byte in as many as the run is long. One thread.
 */
final class Anchor {
  private static final int LONGEST = 96;
  private static final int SHORTEST = 8;

  private final byte[] run;
  private final int[] shifts = new int[256];

  private Anchor(String run) {
    this.run = new byte[run.length()];
    for (int i = 0; i < run.length(); i++) {
      this.run[i] = (byte) run.charAt(i);
    }
    Arrays.fill(shifts, this.run.length);
    for (int i = 0; i < this.run.length - 1; i++) {
      shifts[this.run[i] & 0xFF] = this.run.length - 1 - i;
    }
  }

  /** The anchor of a text, null if it has no run that is long enough. */
  static @Nullable Anchor of(String text) {
    int best = 0;
    int length = 0;
    int from = 0;
    for (int at = 0; at <= text.length() && length < LONGEST; at++) {
      if (at < text.length() && isPlain(text.charAt(at))) {
        if (at + 1 - from > length) {
          best = from;
          length = at + 1 - from;
        }
      } else {
        from = at + 1;
      }
    }
    return length < SHORTEST ? null : new Anchor(text.substring(best, best + length));
  }

  /** Some encoders escape what is markup in HTML, and all of them the quote and the backslash. */
  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7F && "\"\\/<>&='`+".indexOf(c) < 0;
  }

  /** Whether it stands in this stretch. */
  boolean isIn(byte[] bytes, Span stretch) {
    int last = run.length - 1;
    for (int at = stretch.from(); at + last < stretch.to(); ) {
      byte end = bytes[at + last];
      if (end == run[last] && matches(bytes, at)) {
        return true;
      }
      at += shifts[end & 0xFF];
    }
    return false;
  }

  private boolean matches(byte[] bytes, int at) {
    return Arrays.equals(bytes, at, at + run.length, run, 0, run.length);
  }
}
