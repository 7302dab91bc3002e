package dev.sluice.cache.semantic;

import dev.sluice.cache.Form;
import dev.sluice.cache.StoredReply;
import dev.sluice.message.Replay;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A reply that may be kept: a whole message of text and nothing else, which can be replayed in
 * either form.
 *
 * @param reply the reply as JSON
 * @param text its text
 */
record KeptReply(StoredReply reply, String text) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> ENDS = Set.of("end_turn", "stop_sequence");
  private static final int LARGEST = 64 << 10;

  /** The reply with its text; null where it must not be kept. */
  static @Nullable KeptReply of(StoredReply reply) {
    if (!ENDS.contains(reply.stopReason()) || reply.bytes().length > 8 * LARGEST) {
      return null;
    }
    byte[] json = reply.form() == Form.JSON ? reply.bytes() : Replay.message(reply.bytes());
    if (json == null || json.length > LARGEST || Replay.stream(json) == null) {
      return null;
    }
    String text = text(json);
    return text == null || text.isBlank()
        ? null
        : new KeptReply(
            new StoredReply(
                Form.JSON,
                json,
                reply.model(),
                reply.stopReason(),
                reply.usage(),
                reply.storedAt(),
                reply.provider()),
            text);
  }

  /** All text of the message's content; null if there is a block of another type. */
  private static @Nullable String text(byte[] message) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), message)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean content = json.currentName().equals("content");
        if (json.nextToken() == JsonToken.START_ARRAY && content) {
          return blocks(json);
        }
        json.skipChildren();
      }
      return null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static @Nullable String blocks(JsonParser json) {
    StringBuilder text = new StringBuilder();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      boolean isText = false;
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("type")) {
          isText = json.getString().equals("text");
        } else if (name.equals("text")) {
          text.append(json.getString());
        } else {
          json.skipChildren();
        }
      }
      if (!isText) {
        return null;
      }
    }
    return text.toString();
  }

  /** The text of a reply that was kept. */
  static String text(StoredReply reply) {
    String text = text(reply.bytes());
    return text == null ? new String(reply.bytes(), StandardCharsets.UTF_8) : text;
  }
}
