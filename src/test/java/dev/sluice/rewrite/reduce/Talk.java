package dev.sluice.rewrite.reduce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A conversation as a client sends it, message by message. One thread. */
final class Talk {
  static final String EDITOR =
      "{\"name\":\"edit_file\",\"input_schema\":{\"type\":\"object\"}},"
          + "{\"name\":\"read_file\",\"input_schema\":{\"type\":\"object\"}}";

  private final List<String> messages = new ArrayList<>();
  private String before = "\"model\":\"claude-sonnet-4-6\",\"max_tokens\":100,";
  private int tools;

  Talk system(String raw) {
    before += "\"system\":" + raw + ",";
    return this;
  }

  Talk tools(String raw) {
    before += "\"tools\":[" + raw + "],";
    return this;
  }

  Talk member(String raw) {
    before += raw + ",";
    return this;
  }

  Talk user(String text) {
    return raw("{\"role\":\"user\",\"content\":" + quoted(text) + "}");
  }

  /** As one block, with a marker on it. */
  Talk userMarked(String text) {
    return raw(
        "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
            + quoted(text)
            + ",\"cache_control\":{\"type\":\"ephemeral\"}}]}");
  }

  Talk assistant(String text) {
    return raw("{\"role\":\"assistant\",\"content\":" + quoted(text) + "}");
  }

  /** A use of a tool with its result as a string. */
  Talk tool(String result) {
    return use()
        .raw(
            "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_"
                + tools
                + "\",\"content\":"
                + quoted(result)
                + "}]}");
  }

  Talk use() {
    tools++;
    return raw(
        "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"I look.\"},"
            + "{\"type\":\"tool_use\",\"id\":\"toolu_"
            + tools
            + "\",\"name\":\"read_file\",\"input\":{\"path\":\"a.txt\",\"n\":"
            + tools
            + "}}]}");
  }

  Talk raw(String message) {
    messages.add(message);
    return this;
  }

  int size() {
    return messages.size();
  }

  String body() {
    return body(messages.size());
  }

  /** With only so many messages. */
  String body(int count) {
    return "{" + before + "\"messages\":[" + String.join(",", messages.subList(0, count)) + "]}";
  }

  static String quoted(String text) {
    return "\"" + new String(Json.escaped(text), StandardCharsets.UTF_8) + "\"";
  }

  /** Text like a file's, of so many lines, different for each name. */
  static String file(String name, int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("  int value").append(i).append(" = compute(\"").append(name).append("\", ");
      text.append(i * 7 % 13).append("); // café\n");
    }
    return text.toString();
  }
}
