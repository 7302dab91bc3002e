package dev.sluice.message;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Writes seeded random request bodies: odd spacing, escapes, number forms, names, nesting. */
final class RandomJson {
  private static final List<String> NAMES =
      List.of(
          "model",
          "messages",
          "system",
          "tools",
          "stream",
          "max_tokens",
          "metadata",
          "type",
          "text",
          "content",
          "role",
          "cache_control",
          "ttl",
          "source",
          "x",
          "\\u0061b",
          "é",
          "a\\\"b",
          "");
  private static final List<String> STRINGS =
      List.of(
          "",
          "user",
          "text",
          "url",
          "1h",
          "5m",
          "ephemeral",
          "a\\\\",
          "\\\\\\\"",
          "\\n\\t\\/",
          "\\ud83d\\ude00",
          "😀é߿ࠀ",
          "{\\\"a\\\":[1,2]}",
          "]},",
          "12345678",
          "longer than sixteen bytes é");
  private static final List<String> NUMBERS =
      List.of("0", "-0", "1.0", "1e5", "-1.50E-7", "123456789012345678901234567890", "0.30000");

  private final RandomGenerator random;

  RandomJson(RandomGenerator random) {
    this.random = random;
  }

  String body() {
    StringBuilder out = new StringBuilder();
    space(out);
    object(out, 0);
    space(out);
    return out.toString();
  }

  private void value(StringBuilder out, int depth) {
    switch (random.nextInt(depth > 5 ? 4 : 8)) {
      case 0 -> out.append(pick(List.of("true", "false", "null")));
      case 1 -> out.append(pick(NUMBERS));
      case 2, 3 -> out.append('"').append(pick(STRINGS)).append(pick(STRINGS)).append('"');
      case 4, 5 -> array(out, depth + 1);
      default -> object(out, depth + 1);
    }
  }

  private void object(StringBuilder out, int depth) {
    out.append('{');
    Set<String> used = new HashSet<>();
    int members = random.nextInt(depth == 0 ? 12 : 6);
    boolean first = true;
    for (int i = 0; i < members; i++) {
      String name = pick(NAMES);
      if (used.add(name)) {
        out.append(first ? "" : ",");
        first = false;
        space(out);
        out.append('"').append(name).append('"');
        space(out);
        out.append(':');
        space(out);
        value(out, depth);
        space(out);
      }
    }
    out.append('}');
  }

  private void array(StringBuilder out, int depth) {
    out.append('[');
    int elements = random.nextInt(5);
    for (int i = 0; i < elements; i++) {
      out.append(i == 0 ? "" : ",");
      space(out);
      value(out, depth);
      space(out);
    }
    out.append(']');
  }

  private void space(StringBuilder out) {
    while (random.nextInt(3) == 0) {
      out.append(" \n\t\r".charAt(random.nextInt(4)));
    }
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
