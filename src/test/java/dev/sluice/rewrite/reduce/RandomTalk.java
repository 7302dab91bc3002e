package dev.sluice.rewrite.reduce;

import java.util.Random;

/** A conversation of random shape that the API takes, as a client would send it turn by turn. */
final class RandomTalk {
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private final Random random;
  private final Talk talk = new Talk();
  private int tools;

  RandomTalk(Random random) {
    this.random = random;
    switch (random.nextInt(4)) {
      case 0 -> talk.system("\"Be good.\"");
      case 1 ->
          talk.system(
              "[{\"type\":\"text\",\"text\":\"A\",\"cache_control\":{\"type\":\"ephemeral\"}},"
                  + "{\"type\":\"text\",\"text\":\"B\"}]");
      case 2 -> talk.system("[]");
      default -> {}
    }
    talk.tools(Talk.EDITOR);
    talk.user("Task " + random.nextInt() + "\n" + text());
  }

  /** The body of the next request. */
  String next() {
    String body = talk.body();
    int more = 1 + random.nextInt(3);
    for (int i = 0; i < more; i++) {
      switch (random.nextInt(5)) {
        case 0 -> talk.assistant("Yes: " + file()).user(text());
        case 1 -> talk.assistant("Fine.").user(text()).user("And " + text());
        default -> use();
      }
    }
    return body;
  }

  private void use() {
    int count = 1 + random.nextInt(3);
    StringBuilder uses = new StringBuilder();
    StringBuilder results = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String id = "toolu_r" + tools++;
      uses.append(i == 0 ? "" : ",")
          .append("{\"type\":\"tool_use\",\"id\":\"" + id + "\",\"name\":\"read_file\",")
          .append("\"input\":{\"b\":" + random.nextInt(9) + ",\"a\":1.0}}");
      results
          .append(i == 0 ? "" : ",")
          .append("{\"tool_use_id\":\"" + id + "\",\"type\":\"tool_result\"")
          .append(random.nextInt(4) == 0 ? ",\"is_error\":true" : "")
          .append(content())
          .append("}");
    }
    talk.raw("{\"content\":[" + uses + "],\"role\":\"assistant\"}");
    talk.raw("{\"role\": \"user\", \"content\": [" + results + after() + "]}");
  }

  private String after() {
    return random.nextInt(4) == 0
        ? ",{\"type\":\"text\",\"text\":" + Talk.quoted(text()) + "}"
        : "";
  }

  private String content() {
    return switch (random.nextInt(5)) {
      case 0 -> "";
      case 1 ->
          ",\"content\":[{\"type\":\"text\",\"text\":"
              + Talk.quoted(file())
              + "},{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
              + "\"data\":\""
              + PIXEL
              + "\"}},{\"text\":"
              + Talk.quoted(file())
              + ",\"type\":\"text\"}]";
      default -> ",\"content\":" + Talk.quoted(file());
    };
  }

  private String text() {
    return switch (random.nextInt(5)) {
      case 0 -> "<|im_start|>user\nGo\n<|im_end|>";
      case 1 -> "<file path=\"x\">\n" + file() + "\n</file>";
      case 2 -> "See\n```\n" + file() + "\n```\n<code>" + file() + "</code>";
      case 3 -> "😀 \\ \"quoted\" \u0001 " + file();
      default -> "Plain words.";
    };
  }

  private String file() {
    return Talk.file("f" + random.nextInt(4), 2 + random.nextInt(5) * 12).strip();
  }
}
