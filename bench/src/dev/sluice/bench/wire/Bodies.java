package dev.sluice.bench.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/**
 * Makes request bodies as agents send them: system blocks, tools with schemas, turns of tool use
 * with results that are full of escapes. The same size gives the same bytes.
 */
public final class Bodies {

  private static final String[] WORDS = {
    "the", "build", "test", "stream", "server", "reads", "file", "returns", "error", "client",
    "when", "after", "request", "token", "caf\u00e9", "cache", "writes", "every", "line", "port"
  };
  private static final String[] PIECES = {
    "\\n    ",
    "\\t",
    "\\\"",
    "\\\\",
    "() {\\n",
    "; // ",
    "\\u2713 ",
    "<a href=\\\"#\\\">",
    " = ",
    "\\r\\n"
  };

  private final Random random = new Random(42);
  private final StringBuilder json = new StringBuilder();
  private final int size;

  private Bodies(int size) {
    this.size = size;
  }

  /** A body of exactly {@code size} bytes, 1000 or more, that asks for {@code reply}. */
  public static Body of(int size, Reply reply) {
    return new Bodies(size).make(reply);
  }

  private Body make(Reply reply) {
    json.append("{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":4096,");
    if (reply.streamed()) {
      json.append("\"stream\":true,");
    }
    system();
    tools();
    json.append("\"messages\":[{\"role\":\"user\",\"content\":\"");
    prose(8);
    json.append("\"},");
    turns();
    return close(reply);
  }

  private void system() {
    json.append(
        "\"system\":[{\"type\":\"text\",\"text\":\"You are an agent that mends programs.\"}");
    if (size > 4_000) {
      json.append(",{\"type\":\"text\",\"text\":\"");
      prose(size / 100);
      json.append("\",\"cache_control\":{\"type\":\"ephemeral\"}}");
    }
    json.append("],");
  }

  private void tools() {
    int count = size < 4_000 ? 1 : Math.min(24, size / 4_000);
    json.append("\"tools\":[");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",").append("{\"name\":\"tool_").append(i);
      json.append("\",\"description\":\"");
      prose(size < 4_000 ? 4 : 60);
      json.append(
              "\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"},")
          .append("\"from\":{\"type\":\"integer\",\"minimum\":0}},\"required\":[\"path\"]}}");
    }
    json.append("],");
  }

  private void turns() {
    int turn = 0;
    while (size - bytesSoFar() > 3_000) {
      turn++;
      json.append("{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"");
      prose(12);
      json.append("\"},{\"type\":\"tool_use\",\"id\":\"toolu_").append(turn);
      json.append("\",\"name\":\"tool_0\",\"input\":{\"path\":\"src/main/File").append(turn);
      json.append(".java\",\"from\":").append(turn * 10);
      json.append(
          "}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_");
      json.append(turn).append("\",\"content\":\"");
      code(Math.min(2_000, size - bytesSoFar() - 1_200));
      json.append("\"}]},");
    }
  }

  /** The last turn: its text fills the body up to its size and ends with the digits. */
  private Body close(Reply reply) {
    json.append("{\"role\":\"assistant\",\"content\":\"Done.\"},");
    json.append("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"");
    String tail = "\"}]}]}";
    int room = size - bytesSoFar() - tail.length() - Body.DIGITS;
    if (room < 0) {
      throw new IllegalArgumentException(
          "size: " + size + " (expected: " + (size - room) + " or more)");
    }
    json.append("please go on ".repeat(room / 13 + 1), 0, room);
    int digitsAt = bytesSoFar();
    json.append("0".repeat(Body.DIGITS)).append(tail);
    return new Body(json.toString().getBytes(UTF_8), digitsAt, reply);
  }

  private void prose(int words) {
    for (int i = 0; i < words; i++) {
      json.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
  }

  private void code(int bytes) {
    int end = json.length() + bytes;
    while (json.length() < end) {
      json.append(WORDS[random.nextInt(WORDS.length)])
          .append(PIECES[random.nextInt(PIECES.length)]);
    }
  }

  private int bytesSoFar() {
    return json.toString().getBytes(UTF_8).length;
  }
}
