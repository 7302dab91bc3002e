package dev.sluice.testkit;

/** Requests as clients send them. */
public final class Requests {
  /** A short question. */
  public static final String ASK =
      "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":16,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  /** The same as a stream. */
  public static final String ASK_STREAM =
      "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":16,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}";

  private Requests() {}

  /** A question of its own, so that no cache answers it. */
  public static String ask(String text) {
    return ASK.replace("\"hi\"", "\"" + text + "\"");
  }

  /** The same as a stream. */
  public static String askStream(String text) {
    return ASK_STREAM.replace("\"hi\"", "\"" + text + "\"");
  }
}
