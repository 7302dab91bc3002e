package dev.sluice.sim.answer;

import dev.sluice.sim.json.Json;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a value that fits a JSON schema, with strings taken from the prompt where it quotes some.
 * One use, one thread.
 */
final class SchemaValues {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`|\"([^\"]+)\"");
  private static final Pattern NUMBER = Pattern.compile("-?\\b\\d{1,15}\\b");
  private static final int DEPTH = 24;

  private final JsonNode root;
  private final String prompt;
  private final Matcher quoted;
  private final Matcher numbers;

  private SchemaValues(JsonNode root, String prompt) {
    this.root = root;
    this.prompt = prompt;
    this.quoted = QUOTED.matcher(prompt);
    this.numbers = NUMBER.matcher(prompt);
  }

  /** A value for {@code schema}. */
  static JsonNode fit(JsonNode schema, String prompt) {
    return new SchemaValues(schema, prompt).value(schema, "value", 0);
  }

  private JsonNode value(JsonNode schema, String name, int depth) {
    if (depth > DEPTH) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (!schema.path("enum").isEmpty()) {
      return chosen(schema.get("enum"));
    }
    if (schema.has("$ref")) {
      return value(resolve(schema.path("$ref").asString("")), name, depth + 1);
    }
    for (String union : new String[] {"anyOf", "oneOf", "allOf"}) {
      if (!schema.path(union).isEmpty()) {
        return value(schema.get(union).get(0), name, depth + 1);
      }
    }
    return typed(schema, name, depth);
  }

  private JsonNode typed(JsonNode schema, String name, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, name, depth);
      case "integer" -> nodes.numberNode(whole(schema));
      case "number" -> nodes.numberNode((double) whole(schema));
      case "boolean" -> nodes.booleanNode(true);
      case "null" -> nodes.nullNode();
      default -> nodes.stringNode(string(schema, name));
    };
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray() && !type.isEmpty()) {
      return type.get(0).asString("string");
    }
    return type.asString(schema.has("properties") ? "object" : "string");
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = Json.object();
    JsonNode required = schema.path("required");
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      boolean needed =
          required.valueStream().anyMatch(n -> n.asString("").equals(property.getKey()));
      if (needed || required.isEmpty()) {
        object.set(property.getKey(), value(property.getValue(), property.getKey(), depth + 1));
      }
    }
    for (JsonNode name : required) {
      if (!object.has(name.asString(""))) {
        object.put(name.asString(""), Prose.gist(prompt));
      }
    }
    return object;
  }

  private ArrayNode array(JsonNode schema, String name, int depth) {
    ArrayNode array = Json.array();
    long items = Math.max(1, Json.number(schema, "minItems", 1));
    for (long i = 0; i < items && i < 100; i++) {
      array.add(value(schema.path("items"), name, depth + 1));
    }
    return array;
  }

  private long whole(JsonNode schema) {
    long least = Json.number(schema, "minimum", Json.number(schema, "exclusiveMinimum", -1) + 1);
    long most = Json.number(schema, "maximum", Long.MAX_VALUE);
    long found = numbers.find() ? Long.parseLong(numbers.group()) : least;
    return Math.clamp(found, Math.min(least, most), most);
  }

  private String string(JsonNode schema, String name) {
    String format = Json.text(schema, "format", "");
    String text =
        switch (format) {
          case "date" -> "2026-11-20";
          case "date-time" -> "2026-11-20T12:00:00Z";
          case "time" -> "12:00:00Z";
          case "email" -> "someone@example.com";
          case "uri" -> "https://example.com/";
          case "uuid" -> "00000000-0000-4000-8000-000000000000";
          default -> words(name);
        };
    return sized(text, schema);
  }

  private String words(String name) {
    if (quoted.find()) {
      String back = quoted.group(1);
      return back != null ? back : quoted.group(2);
    }
    return name.contains("path") ? "README.md" : Prose.gist(prompt);
  }

  private static String sized(String text, JsonNode schema) {
    int least = (int) Math.min(10_000, Json.number(schema, "minLength", 0));
    int most = (int) Math.min(100_000, Json.number(schema, "maxLength", 100_000));
    String longer = text.length() < least ? text + "x".repeat(least - text.length()) : text;
    return longer.length() > most ? longer.substring(0, most) : longer;
  }

  /** The member of an enumeration that the prompt names, else the first. */
  private JsonNode chosen(JsonNode members) {
    for (JsonNode member : members) {
      if (member.isString() && !member.asString().isEmpty() && prompt.contains(member.asString())) {
        return member;
      }
    }
    return members.get(0);
  }

  private JsonNode resolve(String reference) {
    return reference.startsWith("#/") ? root.at(reference.substring(1)) : root.path("$none");
  }
}
