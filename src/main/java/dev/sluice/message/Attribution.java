package dev.sluice.message;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Claude Code's attribution block: the first system block, {@code x-anthropic-billing-header:} and
 * a list of {@code name=value;} (spec anthropic-api section 8). A block that says anything more is
 * an instruction to the model and no attribution, however it begins.
 */
final class Attribution {
  private static final int MAX_LENGTH = 4_096;
  private static final Set<String> MEMBERS = Set.of("type", "text", "cache_control");
  private static final Pattern TEXT =
      Pattern.compile(
          "x-anthropic-billing-header:\\s*+(?:[\\w.-]++(?:=[^;\\s]*+)?+\\s*+(?:;\\s*+|$))*+");

  private Attribution() {}

  /** The block and the comma after it, null if the block is anything else. */
  static @Nullable Span span(byte[] bytes, Span block) {
    if (block.length() > MAX_LENGTH || !isAttribution(bytes, block)) {
      return null;
    }
    int at = skipSpace(bytes, block.to());
    boolean last = bytes[at] != ',';
    return last ? block : new Span(block.from(), skipSpace(bytes, at + 1));
  }

  private static int skipSpace(byte[] bytes, int from) {
    int at = from;
    while (JsonBytes.isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isAttribution(byte[] bytes, Span block) {
    boolean text = false;
    boolean type = false;
    try (JsonParser parser = JsonBytes.parser(bytes, block.from(), block.to())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (!MEMBERS.contains(name)) {
          return false;
        }
        JsonToken value = parser.nextToken();
        if (name.equals("text") && value == JsonToken.VALUE_STRING) {
          text = TEXT.matcher(parser.getString()).matches();
        } else if (name.equals("type") && value == JsonToken.VALUE_STRING) {
          type = parser.getString().equals("text");
        }
        parser.skipChildren();
      }
      return type && text;
    } catch (JacksonException e) {
      return false;
    }
  }
}
