package dev.sluice.sim.rule;

import dev.sluice.sim.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Checks single fields of a request; each method throws {@link Rejected} when the field is wrong.
 */
final class Fields {
  private Fields() {}

  static void required(JsonNode node, String path, String name) {
    if (!node.has(name)) {
      throw Rejection.REQUIRED.of(join(path, name));
    }
  }

  static void string(JsonNode node, String name) {
    if (present(node, name) && !node.get(name).isString()) {
      throw Rejection.NOT_A_STRING.of(name);
    }
  }

  static void list(JsonNode node, String name) {
    if (present(node, name) && !node.get(name).isArray()) {
      throw Rejection.NOT_A_LIST.of(name);
    }
  }

  static void object(JsonNode node, String name) {
    if (present(node, name) && !node.get(name).isObject()) {
      throw Rejection.NOT_A_DICTIONARY.of(name);
    }
  }

  static void flag(JsonNode node, String name) {
    if (present(node, name) && !node.get(name).isBoolean()) {
      throw Rejection.NOT_A_BOOLEAN.of(name);
    }
  }

  static void atLeast(JsonNode node, String path, String name, long least) {
    if (!present(node, name)) {
      return;
    }
    if (!node.get(name).isIntegralNumber()) {
      throw Rejection.NOT_AN_INTEGER.of(join(path, name));
    }
    if (Json.number(node, name, least) < least) {
      throw Rejection.TOO_SMALL.of(join(path, name), least);
    }
  }

  static void oneOf(JsonNode node, String path, String name, List<String> values) {
    if (present(node, name) && !values.contains(Json.text(node, name, ""))) {
      String all = "'" + String.join("', '", values.subList(0, values.size() - 1)) + "'";
      throw Rejection.NOT_ONE_OF.of(
          join(path, name), (values.size() > 1 ? all + " or " : "") + "'" + values.getLast() + "'");
    }
  }

  static boolean present(JsonNode node, String name) {
    return node.hasNonNull(name);
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
