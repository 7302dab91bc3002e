package dev.sluice.cli.terminal;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON text: maps in their order, collections, numbers, booleans, null, {@link
 * Raw} as it is, anything else as its string. Small, so that a command that prints a few figures
 * starts fast.
 */
public final class JsonText {
  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  /**
   * A value that is JSON already, such as an exact decimal.
   *
   * @param json the text
   */
  public record Raw(String json) {}

  /** The value on one line. */
  public static String of(@Nullable Object value) {
    JsonText json = new JsonText();
    json.value(value);
    return json.text.toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> text.append("null");
      case Raw(String json) -> text.append(json);
      case Number number -> text.append(number);
      case Boolean truth -> text.append(truth.booleanValue());
      case Map<?, ?> map -> object(map);
      case Collection<?> list -> array(list);
      default -> string(value.toString());
    }
  }

  private void object(Map<?, ?> map) {
    text.append('{');
    String comma = "";
    for (Map.Entry<?, ?> member : map.entrySet()) {
      text.append(comma);
      string(String.valueOf(member.getKey()));
      text.append(':');
      value(member.getValue());
      comma = ",";
    }
    text.append('}');
  }

  private void array(Collection<?> list) {
    text.append('[');
    String comma = "";
    for (Object item : list) {
      text.append(comma);
      value(item);
      comma = ",";
    }
    text.append(']');
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
            text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
