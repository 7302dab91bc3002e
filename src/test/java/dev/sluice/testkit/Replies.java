package dev.sluice.testkit;

/** Replies of the Anthropic API in the shapes of spec anthropic-api sections 3 to 5. */
public final class Replies {
  /** A plain text message: 100 fresh, 20 written, 300 read and 10 output tokens. */
  public static final String MESSAGE =
      "{\"id\":\"msg_01Test\",\"type\":\"message\",\"role\":\"assistant\","
          + "\"model\":\"claude-sonnet-4-5\",\"content\":[{\"type\":\"text\",\"text\":\"Hello ä 🌊\"}],"
          + "\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":100,"
          + "\"cache_creation_input_tokens\":20,\"cache_read_input_tokens\":300,"
          + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":20,\"ephemeral_1h_input_tokens\":0},"
          + "\"output_tokens\":10,\"service_tier\":\"standard\"}}";

  /** The same as a stream. */
  public static final String STREAM =
      event(
              "message_start",
              "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_01Test\",\"type\":\"message\","
                  + "\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":[],"
                  + "\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":100,"
                  + "\"cache_creation_input_tokens\":20,\"cache_read_input_tokens\":300,"
                  + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":20,"
                  + "\"ephemeral_1h_input_tokens\":0},\"output_tokens\":1}}}")
          + event(
              "content_block_start",
              "{\"type\":\"content_block_start\",\"index\":0,"
                  + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
          + event("ping", "{\"type\":\"ping\"}")
          + delta("Hello ")
          + delta("ä 🌊")
          + event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
          + event(
              "message_delta",
              "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
                  + "\"stop_sequence\":null},\"usage\":{\"output_tokens\":10}}")
          + event("message_stop", "{\"type\":\"message_stop\"}");

  /** Its events up to and with the first delta. */
  public static final String STREAM_BEGINNING = STREAM.substring(0, firstDeltaEnd());

  private Replies() {}

  private static int firstDeltaEnd() {
    int delta = STREAM.indexOf("content_block_delta");
    return STREAM.indexOf("\n\n", delta) + 2;
  }

  /** One named event. */
  public static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }

  /** One text delta of block 0. */
  public static String delta(String text) {
    return event(
        "content_block_delta",
        "{\"type\":\"content_block_delta\",\"index\":0,"
            + "\"delta\":{\"type\":\"text_delta\",\"text\":\""
            + text
            + "\"}}");
  }

  /** An error envelope. */
  public static String error(String type, String message) {
    return "{\"type\":\"error\",\"error\":{\"type\":\""
        + type
        + "\",\"message\":\""
        + message
        + "\",\"details\":{\"error_code\":\"some_code\"}},\"request_id\":\"req_011CTestRequest\"}";
  }
}
