package dev.sluice.route.tier;

import dev.sluice.message.Index;
import dev.sluice.message.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the user last asked for: the newest words of a user that are neither the result of a tool
 * nor a wrapper of the client.
 *
 * @param text the words, the middle of long ones left out; empty when there are none
 * @param fresh whether the request is the first with these words: nothing but them is in its last
 *     message
 */
record Intent(String text, boolean fresh) {
  private static final Intent NONE = new Intent("", false);
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_MESSAGES = 50;
  private static final int LONG_BLOCK = 32 << 10;
  private static final int LONGEST = 4_000;

  /** Reads it from the end of a body, never more than the texts of 50 messages. */
  static Intent of(byte[] bytes, Index index) {
    List<Index.Message> messages = index.messages();
    int seen = 0;
    for (int i = messages.size() - 1; i >= 0 && seen < MOST_MESSAGES; i--) {
      Index.Message message = messages.get(i);
      Span lastText = message.lastText();
      if (!"user".equals(message.role()) || lastText == null) {
        continue;
      }
      seen++;
      String text = text(bytes, message, lastText);
      if (!text.isEmpty()) {
        boolean last = i == messages.size() - 1;
        return new Intent(text, last && !answersTools(bytes, message));
      }
    }
    return NONE;
  }

  private static String text(byte[] bytes, Index.Message message, Span lastText) {
    if (message.blocks().isEmpty()) {
      return Wrappers.strip(Excerpt.of(bytes, lastText));
    }
    StringBuilder joined = new StringBuilder();
    for (Span block : message.blocks()) {
      String text = blockText(bytes, block, lastText);
      String bare = text == null ? "" : Wrappers.strip(text);
      if (!bare.isEmpty() && joined.length() < LONGEST) {
        joined.append(joined.isEmpty() ? "" : "\n\n").append(bare);
      }
    }
    return joined.toString();
  }

  /** The text of a text block, null for any other. A long block counts only if it is the last. */
  private static @Nullable String blockText(byte[] bytes, Span block, Span lastText) {
    if (block.from() < lastText.from() && lastText.to() < block.to()) {
      return Excerpt.of(bytes, lastText);
    }
    return block.length() > LONG_BLOCK ? null : blockText(bytes, block);
  }

  /** The text of a text block, null for any other. */
  static @Nullable String blockText(byte[] bytes, Span block) {
    try (JsonParser parser = parser(bytes, block)) {
      parser.nextToken();
      String text = null;
      boolean isText = false;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("type")) {
          isText = parser.getString().equals("text");
          if (!isText) {
            return null;
          }
        } else if (name.equals("text") && value == JsonToken.VALUE_STRING) {
          text = parser.getString();
        } else {
          parser.skipChildren();
        }
      }
      return isText ? text : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static boolean answersTools(byte[] bytes, Index.Message message) {
    for (Span block : message.blocks()) {
      if (RawBlock.isOf(bytes, block, "tool_result")) {
        return true;
      }
    }
    return false;
  }

  static JsonParser parser(byte[] bytes, Span span) {
    return JSON.createParser(ObjectReadContext.empty(), bytes, span.from(), span.length());
  }
}
