package dev.sluice.message;

/**
 * About how many tokens a text has: a token for four bytes of plain text, one for two of digits,
 * signs and white space runs. For decisions and for savings that are marked as estimated; never for
 * bills. Pure.
 */
public final class TokenEstimate {
  private static final int LETTERS_A_TOKEN = 5;

  private TokenEstimate() {}

  /** Tokens of a span of a body, raw JSON as it stands; 0 for an empty span. */
  public static int of(byte[] bytes, Span span) {
    return of(bytes, span.from(), span.to());
  }

  /** Tokens of these bytes of UTF-8. */
  public static int of(byte[] bytes, int from, int to) {
    int tokens = 0;
    int at = from;
    while (at < to) {
      int start = at;
      if (isWord(bytes[at])) {
        while (at < to && isWord(bytes[at])) {
          at++;
        }
        tokens += (at - start + LETTERS_A_TOKEN - 1) / LETTERS_A_TOKEN;
      } else {
        byte same = bytes[at];
        while (at < to && bytes[at] == same && at - start < 16) {
          at++;
        }
        tokens += same == ' ' && at - start == 1 ? 0 : 1;
      }
    }
    return tokens;
  }

  private static boolean isWord(byte b) {
    return b < 0 || (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
  }
}
