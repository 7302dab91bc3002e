package dev.sluice.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Makes legal but odd JSON bodies: duplicate keys, giant numbers, lone surrogates, composed and
 * decomposed letters, zero-width characters, odd white space and unknown members (spec reliability
 * 3.1 "Byte transparency").
 */
public final class OddBodies {
  private static final List<String> VALUES =
      List.of(
          "1e999999999",
          "123456789012345678901234567890",
          "-0",
          "0.10",
          "1.0",
          "1E2",
          "null",
          "true",
          "\"\\ud800\"",
          "\"\\u00e9\"",
          "\"é\"",
          "\"e\u0301\"",
          "\"a\u200bb\"",
          "\"\\/\"",
          "[]",
          "{ }",
          "[1,2 ,3]",
          "{\"b\":1,\"a\":2}",
          "{\"a\":1,\"a\":2}",
          "\"🌊\"",
          "\"\\ud83c\\udf0a\"");
  private static final List<String> SPACES = List.of("", " ", "\n", "\t", "  ", "\r\n");
  private static final List<String> NAMES =
      List.of("metadata", "system", "x_new", "temperature", "safeguards", "output_config", "x_dup");

  private final Random random;

  /** From this source of randomness. */
  public OddBodies(Random random) {
    this.random = random;
  }

  /** The next body. */
  public byte[] next() {
    StringBuilder json = new StringBuilder("{").append(space());
    json.append("\"model\":\"claude-sonnet-4-5\"");
    int members = random.nextInt(6);
    for (int i = 0; i < members; i++) {
      json.append(space()).append(',').append(space());
      json.append('"').append(pick(NAMES)).append('"').append(space()).append(':');
      json.append(space()).append(value(0));
    }
    json.append(",\"messages\":[{\"role\":\"user\",\"content\":").append(pick(VALUES));
    json.append("}]").append(space()).append('}').append(space());
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String value(int depth) {
    if (depth < 3 && random.nextInt(4) == 0) {
      return "[" + value(depth + 1) + "," + space() + value(depth + 1) + "]";
    }
    return random.nextInt(200) == 0 ? "[".repeat(600) + "]".repeat(600) : pick(VALUES);
  }

  private String space() {
    return pick(SPACES);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
