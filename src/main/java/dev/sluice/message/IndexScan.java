package dev.sluice.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/**
 * One pass over a body that fills an {@link Index}. Used once, by one thread.
 *
 * <p>Every token is visited, because a name may come twice at any depth; nothing is decoded but
 * member names, roles and types. The parser leaves strings unread until it moves on, so the end of
 * a scalar is sought in the bytes, not asked of the parser.
 */
final class IndexScan {
  private final byte[] bytes;
  private final BodyParser parser;
  private final Names names = new Names();
  private final Found found = new Found();

  private Index.Place place = Index.Place.TOP;
  private int at;
  private int block;

  private IndexScan(byte[] bytes, BodyParser parser) {
    this.bytes = bytes;
    this.parser = parser;
  }

  /** The index, or null when the bytes cannot be read without doubt. Never throws. */
  static @Nullable Index index(byte[] bytes) {
    if (!JsonBytes.looksLikeObject(bytes)) {
      return null;
    }
    try (BodyParser parser = BodyParser.of(bytes)) {
      IndexScan scan = new IndexScan(bytes, parser);
      scan.body();
      return new Index(bytes, scan.found);
    } catch (JacksonException | Doubt e) {
      return null;
    }
  }

  private void body() {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new Doubt();
    }
    names.open();
    while (nextIsName()) {
      String name = parser.currentName();
      int nameStart = tokenStart();
      JsonToken token = parser.nextToken();
      int start = tokenStart();
      topValue(name, nameStart, token);
      found.members.put(name, span(start, token));
      found.nameStarts.put(name, nameStart);
    }
    names.close();
    if (parser.nextToken() != null) {
      throw new Doubt();
    }
  }

  private void topValue(String name, int nameStart, JsonToken token) {
    at = 0;
    block = 0;
    switch (name) {
      case "messages" -> elements(token, Index.Place.MESSAGE, this::message);
      case "tools" -> elements(token, Index.Place.TOOL, this::tool);
      case "system" -> elements(token, Index.Place.SYSTEM, this::systemBlock);
      case "cache_control" -> {
        place = Index.Place.TOP;
        marker(nameStart, token);
      }
      default -> skip(token);
    }
  }

  /** Visits the objects of an array; anything else is passed over. */
  private void elements(JsonToken token, Index.Place where, Runnable object) {
    if (token != JsonToken.START_ARRAY) {
      skip(token);
      return;
    }
    place = where;
    at = 0;
    for (JsonToken each = parser.nextToken(); each != JsonToken.END_ARRAY; at++) {
      block = 0;
      if (each == JsonToken.START_OBJECT) {
        object.run();
      } else {
        skip(each);
      }
      each = parser.nextToken();
    }
  }

  private void message() {
    int start = tokenStart();
    String role = null;
    Span content = null;
    List<Span> blocks = List.of();
    Span lastText = null;
    names.open();
    while (nextIsName()) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("role") && token == JsonToken.VALUE_STRING) {
        role = parser.getString();
      } else if (name.equals("content")) {
        int from = tokenStart();
        if (token == JsonToken.START_ARRAY) {
          blocks = new ArrayList<>();
          lastText = blocks(blocks, true);
        } else {
          skip(token);
        }
        content = span(from, token);
        lastText = token == JsonToken.VALUE_STRING ? content : lastText;
      } else {
        skip(token);
      }
    }
    names.close();
    found.messages.add(new Index.Message(spanFrom(start), role, content, blocks, lastText));
  }

  /** Visits the blocks of a content array; gives the raw text of the last text block. */
  private @Nullable Span blocks(List<Span> spans, boolean outer) {
    Span lastText = null;
    int number = 0;
    for (JsonToken each = parser.nextToken(); each != JsonToken.END_ARRAY; number++) {
      if (outer) {
        block = number;
      }
      if (each == JsonToken.START_OBJECT) {
        int start = tokenStart();
        Span text = block();
        lastText = text == null ? lastText : text;
        spans.add(spanFrom(start));
      } else {
        skip(each);
      }
      each = parser.nextToken();
    }
    return lastText;
  }

  /** Visits one block; gives its raw text if it is a text block. */
  private @Nullable Span block() {
    Span text = null;
    boolean isText = false;
    names.open();
    while (nextIsName()) {
      String name = parser.currentName();
      int nameStart = name.equals("cache_control") ? tokenStart() : 0;
      JsonToken token = parser.nextToken();
      switch (name) {
        case "type" -> {
          if (token == JsonToken.VALUE_STRING) {
            String type = parser.getString();
            found.blockTypes.add(type);
            isText = type.equals("text");
          } else {
            skip(token);
          }
        }
        case "text" -> {
          text = token == JsonToken.VALUE_STRING ? span(tokenStart(), token) : null;
          skip(token);
        }
        case "cache_control" -> marker(nameStart, token);
        case "source" -> source(token);
        case "content" -> nested(token);
        default -> skip(token);
      }
    }
    names.close();
    return isText ? text : null;
  }

  private void nested(JsonToken token) {
    if (token == JsonToken.START_ARRAY) {
      blocks(new ArrayList<>(0), false);
    } else {
      skip(token);
    }
  }

  private void source(JsonToken token) {
    if (token != JsonToken.START_OBJECT) {
      skip(token);
      return;
    }
    names.open();
    while (nextIsName()) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("type") && value == JsonToken.VALUE_STRING) {
        found.urlSources |= parser.getString().equals("url");
      } else if (name.equals("content")) {
        nested(value);
      } else {
        skip(value);
      }
    }
    names.close();
  }

  private void systemBlock() {
    int start = tokenStart();
    block();
    found.system.add(spanFrom(start));
  }

  private void tool() {
    int start = tokenStart();
    String type = null;
    String toolName = null;
    names.open();
    while (nextIsName()) {
      String name = parser.currentName();
      int nameStart = name.equals("cache_control") ? tokenStart() : 0;
      JsonToken token = parser.nextToken();
      if (name.equals("type")) {
        type = typeOf(token);
      } else if (name.equals("name") && token == JsonToken.VALUE_STRING) {
        toolName = parser.getString();
      } else if (name.equals("cache_control")) {
        marker(nameStart, token);
      } else {
        skip(token);
      }
    }
    names.close();
    found.tools.add(new Index.Tool(spanFrom(start), type, toolName));
  }

  /** A tool's type; one that is neither text nor null is unknown, and so not the client's own. */
  private @Nullable String typeOf(JsonToken token) {
    if (token == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    skip(token);
    return token == JsonToken.VALUE_NULL ? null : "";
  }

  private void marker(int nameStart, JsonToken token) {
    if (token != JsonToken.START_OBJECT) {
      skip(token);
      return;
    }
    String ttl = "5m";
    names.open();
    while (nextIsName()) {
      boolean isTtl = parser.currentName().equals("ttl");
      JsonToken value = parser.nextToken();
      if (isTtl && value == JsonToken.VALUE_STRING) {
        ttl = parser.getString();
      } else {
        skip(value);
      }
    }
    names.close();
    found.markers.add(new Index.Marker(spanFrom(nameStart), place, at, block, ttl));
  }

  /** Moves to the end of the current value, which is the current token itself for a scalar. */
  private void skip(@Nullable JsonToken token) {
    if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
      return;
    }
    int depth = 0;
    JsonToken each = token;
    do {
      switch (each) {
        case START_OBJECT -> {
          names.open();
          depth++;
        }
        case END_OBJECT -> {
          names.close();
          depth--;
        }
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        case PROPERTY_NAME -> newName();
        default -> {}
      }
      each = depth == 0 ? token : parser.nextToken();
    } while (depth > 0);
  }

  private boolean nextIsName() {
    if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
      return false;
    }
    newName();
    return true;
  }

  private void newName() {
    String name = parser.currentName();
    if (!names.add(name)) {
      throw new Doubt();
    }
    found.cacheControl |= name.equals("cache_control");
  }

  private int tokenStart() {
    return parser.tokenStart();
  }

  /** The value that began here with this token and that the parser has visited. */
  private Span span(int start, JsonToken token) {
    return token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY
        ? spanFrom(start)
        : new Span(start, JsonBytes.scalarEnd(bytes, start));
  }

  /** From here to the closing bracket that is the current token. */
  private Span spanFrom(int start) {
    return new Span(start, tokenStart() + 1);
  }

  /** The body can be read in more than one way. Has no trace: hostile bodies must stay cheap. */
  private static final class Doubt extends RuntimeException {
    private Doubt() {
      super("the body can be read in more than one way", null, false, false);
    }
  }
}
