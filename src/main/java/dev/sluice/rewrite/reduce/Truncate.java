package dev.sluice.rewrite.reduce;

import dev.sluice.message.TokenEstimate;
import dev.sluice.price.Mechanisms;
import java.util.Locale;

/**
 * A text above its role's limit keeps its head (70 %) and its tail (30 %); a line between them says
 * how much went. Cut between lines where a line fits, else between characters; never inside an
 * escape sequence or a surrogate pair.
 */
final class Truncate implements BlockRule {
  private static final int HEAD_PERCENT = 70;

  private final ReduceConfig.Truncate limits;

  Truncate(ReduceConfig.Truncate limits) {
    this.limits = limits;
  }

  @Override
  public String mechanism() {
    return Mechanisms.TRUNCATE;
  }

  @Override
  public void decide(Batch batch) {
    for (Text text : batch.open()) {
      int limit = limit(text.kind());
      int length = text.raw().length();
      // No token is shorter than a byte, so that most texts need not be counted.
      if (limit > 0 && length > limit && batch.isFree(text, 0, length)) {
        cut(text, limit, batch);
      }
    }
  }

  private int limit(Text.Kind kind) {
    return switch (kind) {
      case USER -> limits.user();
      case ASSISTANT -> limits.assistant();
      case TOOL_RESULT -> limits.toolResult();
    };
  }

  private static void cut(Text text, int limit, Batch batch) {
    int length = text.raw().length();
    int all = text.tokens(0, length);
    if (all <= limit) {
      return;
    }
    int[] units = units(text);
    int head = units[headUnits(text, units, limit * HEAD_PERCENT / 100)];
    int tail = units[tailUnits(text, units, limit - limit * HEAD_PERCENT / 100)];
    int gone = head < tail ? text.tokens(head, tail) : 0;
    byte[] marker = marker(gone, all);
    int saved = gone - TokenEstimate.of(marker, 0, marker.length);
    if (saved > 0) {
      batch.patch(text, patch(text, head, tail, marker, saved));
    }
  }

  private static Patch patch(Text text, int head, int tail, byte[] marker, int saved) {
    return new Patch(
        Mechanisms.TRUNCATE,
        text.block(),
        text.inner(),
        head,
        tail,
        marker,
        saved,
        Patch.NO_SOURCE);
  }

  private static byte[] marker(int gone, int all) {
    long percent = Math.round(100.0 * gone / all);
    return Json.escaped(
        String.format(
            Locale.ROOT, "\n[… %,d tokens (%d %%) left out by Sluice …]\n", gone, percent));
  }

  /** Where each character begins, by raw offset, and the end; a surrogate pair is one. */
  private static int[] units(Text text) {
    int length = text.raw().length();
    int[] starts = new int[length + 1];
    int count = 0;
    for (int at = 0; at < length; at += unit(text, at)) {
      starts[count++] = at;
    }
    starts[count++] = length;
    return java.util.Arrays.copyOf(starts, count);
  }

  private static int unit(Text text, int at) {
    int unit = text.unitAt(at);
    boolean pair =
        unit == 6
            && isSurrogate(text, at, 'd', '8', 'b')
            && at + 12 <= text.raw().length()
            && text.unitAt(at + 6) == 6
            && isSurrogate(text, at + 6, 'd', 'c', 'f');
    return pair ? 12 : unit;
  }

  /** Whether the escape here is of a code unit whose hexadecimal digits begin so. */
  private static boolean isSurrogate(Text text, int at, char first, char least, char most) {
    int from = text.raw().from() + at;
    int lead = text.bytes()[from + 2] | 0x20;
    int digit = text.bytes()[from + 3];
    int second = digit >= 'A' ? digit | 0x20 : digit;
    return lead == first && second >= least && second <= most;
  }

  /** How many units from the beginning fit, back to the end of a line unless that is far. */
  private static int headUnits(Text text, int[] units, int budget) {
    int low = 0;
    int high = units.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (text.tokens(0, units[middle]) <= budget) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    for (int i = low; i > low / 2; i--) {
      if (isLineBreak(text, units[i - 1])) {
        return i - 1;
      }
    }
    return low;
  }

  /** The unit from which the end fits, forward to the beginning of a line unless that is far. */
  private static int tailUnits(Text text, int[] units, int budget) {
    int last = units.length - 1;
    int low = 0;
    int high = last;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (text.tokens(units[middle], units[last]) <= budget) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    for (int i = low; i < last - (last - low) / 2; i++) {
      if (isLineBreak(text, units[i])) {
        return i + 1;
      }
    }
    return low;
  }

  private static boolean isLineBreak(Text text, int offset) {
    int at = text.raw().from() + offset;
    return text.bytes()[at] == '\\' && text.bytes()[at + 1] == 'n';
  }
}
