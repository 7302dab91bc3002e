package dev.sluice.bench.mock;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.bench.wire.Digits;
import dev.sluice.bench.wire.Stamp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * The bytes that the mock sends: one whole message, or the parts of an Anthropic event stream.
 *
 * <p>Each delta's text carries the time at which it was written (System.nanoTime, which all
 * processes of a machine share), so that its delay is one-way.
 */
final class Answers {

  private static final String MESSAGE =
      "\"id\":\"msg_01BenchBenchBenchBench\",\"type\":\"message\",\"role\":\"assistant\","
          + "\"model\":\"claude-sonnet-4-6\"";
  private static final String USAGE =
      "\"usage\":{\"input_tokens\":312,\"cache_creation_input_tokens\":0,"
          + "\"cache_read_input_tokens\":0,\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,"
          + "\"ephemeral_1h_input_tokens\":0},\"output_tokens\":%d,\"service_tier\":\"standard\"}";
  private static final String COMMON =
      "date: Fri, 20 Nov 2026 10:00:00 GMT\r\nrequest-id: req_011CBenchBenchBenchBench\r\n"
          + "anthropic-organization-id: 00000000-0000-4000-8000-000000000000\r\n";

  private final ByteBuf whole = fixed(wholeMessage());
  private final ByteBuf start = fixed(streamHead() + chunk(messageStart()));
  private final ByteBuf blockStart =
      fixed(
          chunk(
              event(
                  "content_block_start",
                  "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")));
  private final ByteBuf end = fixed(chunk(streamEnd()) + "0\r\n\r\n");
  private final byte[] delta =
      chunk(
              event(
                  "content_block_delta",
                  "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
                      + Stamp.SIGN
                      + "0".repeat(Stamp.DIGITS)
                      + " and so it goes\"}"))
          .getBytes(US_ASCII);
  private final int stampAt = new String(delta, US_ASCII).indexOf(Stamp.SIGN) + 1;

  /** A whole message with its head. */
  ByteBuf whole() {
    return whole.retainedDuplicate();
  }

  /** The head of a stream and its first event. */
  ByteBuf start() {
    return start.retainedDuplicate();
  }

  ByteBuf blockStart() {
    return blockStart.retainedDuplicate();
  }

  /** One delta that was written at {@code now}. */
  ByteBuf delta(ByteBufAllocator allocator, long now) {
    ByteBuf bytes = allocator.directBuffer(delta.length).writeBytes(delta);
    Digits.set(bytes, stampAt, Stamp.DIGITS, now);
    return bytes;
  }

  /** The last three events and the end of the body. */
  ByteBuf end() {
    return end.retainedDuplicate();
  }

  private static String wholeMessage() {
    String text = "The build fails because the test starts before the port is open. ".repeat(5);
    String body =
        "{"
            + MESSAGE
            + ",\"content\":[{\"type\":\"text\",\"text\":\""
            + text
            + "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
            + usage(74)
            + "}";
    return "HTTP/1.1 200 OK\r\n"
        + COMMON
        + "content-type: application/json\r\ncontent-length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String streamHead() {
    return "HTTP/1.1 200 OK\r\n"
        + COMMON
        + "content-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\n"
        + "transfer-encoding: chunked\r\n\r\n";
  }

  private static String messageStart() {
    return event(
        "message_start",
        "\"message\":{"
            + MESSAGE
            + ",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
            + usage(1)
            + "}");
  }

  private static String streamEnd() {
    return event("content_block_stop", "\"index\":0")
        + event(
            "message_delta",
            "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null}," + usage(90))
        + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
  }

  private static String usage(int output) {
    return USAGE.replace("%d", Integer.toString(output));
  }

  private static String event(String type, String members) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
  }

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  private static ByteBuf fixed(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
  }
}
