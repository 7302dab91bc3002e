package dev.sluice.models;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A reply of {@code GET /v1/models}: one page of the list or one model (spec anthropic-api section
 * 3). Each model is its scalars by path, such as {@code capabilities.effort.supported}. Pure.
 */
final class ModelsReply {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST = 8 << 20;
  private static final int MOST = 1_000;
  private static final int DEEPEST = 16;

  private ModelsReply() {}

  /** The models that the reply tells of; none when it is no such reply. */
  static List<Map<String, String>> models(byte[] reply) {
    if (reply.length > LONGEST) {
      return List.of();
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), reply)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? ofObject(parser) : List.of();
    } catch (JacksonException e) {
      return List.of();
    }
  }

  private static List<Map<String, String>> ofObject(JsonParser parser) {
    Map<String, String> single = new HashMap<>();
    List<Map<String, String>> listed = new ArrayList<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("data") && value == JsonToken.START_ARRAY) {
        elements(parser, listed);
      } else if (value.isStructStart()) {
        scalars(parser, name, single);
      } else {
        single.put(name, parser.getString());
      }
    }
    return single.containsKey("id") ? List.of(single) : listed;
  }

  private static void elements(JsonParser parser, List<Map<String, String>> into) {
    for (JsonToken each = parser.nextToken();
        each != null && each != JsonToken.END_ARRAY;
        each = parser.nextToken()) {
      if (each != JsonToken.START_OBJECT || into.size() >= MOST) {
        parser.skipChildren();
      } else {
        Map<String, String> model = new HashMap<>();
        scalars(parser, "", model);
        into.add(model);
      }
    }
  }

  /** Everything in the object or array that has just begun; what is too deep is left out. */
  private static void scalars(JsonParser parser, String at, Map<String, String> into) {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    Deque<String> path = new ArrayDeque<>();
    path.push(at);
    while (!path.isEmpty()) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return;
      }
      if (token == JsonToken.END_OBJECT) {
        path.pop();
        continue;
      }
      String base = path.getFirst();
      String here = base.isEmpty() ? parser.currentName() : base + "." + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && path.size() < DEEPEST) {
        path.push(here);
      } else if (value.isStructStart()) {
        parser.skipChildren();
      } else {
        into.put(here, parser.getString());
      }
    }
  }
}
