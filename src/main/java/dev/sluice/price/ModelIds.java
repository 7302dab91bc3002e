package dev.sluice.price;

/**
 * The forms in which one model is named: dated ids ({@code ID-20251101}), those of Vertex ({@code
 * ID@20251101}) and of Bedrock ({@code anthropic.ID-v1:0}). Only the form is undone, never the
 * name: what is left is known or it is not.
 */
final class ModelIds {
  private static final String BEDROCK = "anthropic.";
  private static final int DATE = 8;

  private ModelIds() {}

  /** The id without the form of a cloud and without a date. */
  static String plain(String id) {
    String bare = id.startsWith(BEDROCK) ? withoutVersion(id.substring(BEDROCK.length())) : id;
    int separator = bare.length() - DATE - 1;
    return separator > 0 && endsWithDate(bare, separator) ? bare.substring(0, separator) : bare;
  }

  /** Without the {@code -v1:0} or {@code -v1} of Bedrock. */
  private static String withoutVersion(String id) {
    int v = id.lastIndexOf("-v");
    if (v < 0 || v + 2 == id.length()) {
      return id;
    }
    boolean version = id.substring(v + 2).chars().allMatch(c -> isDigit((char) c) || c == ':');
    return version ? id.substring(0, v) : id;
  }

  private static boolean endsWithDate(String id, int separator) {
    char mark = id.charAt(separator);
    if (mark != '-' && mark != '@') {
      return false;
    }
    for (int i = separator + 1; i < id.length(); i++) {
      if (!isDigit(id.charAt(i))) {
        return false;
      }
    }
    int month = Integer.parseInt(id, separator + 5, separator + 7, 10);
    int day = Integer.parseInt(id, separator + 7, separator + 9, 10);
    return id.startsWith("20", separator + 1) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
