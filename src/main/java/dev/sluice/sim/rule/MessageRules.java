package dev.sluice.sim.rule;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The rules of {@code messages}: roles, order, and what may stand where. */
final class MessageRules {
  private static final int MOST = 100_000;
  private static final Set<String> ROLES = Set.of("user", "assistant", "system");
  private static final Set<String> IN_SYSTEM = Set.of("text", "tool_addition", "tool_removal");
  private static final Set<String> IMAGES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private MessageRules() {}

  static void check(JsonNode request, SimModel model, Caller caller, Predicate<String> file) {
    JsonNode messages = request.path("messages");
    if (messages.isEmpty()) {
      throw Rejection.NO_MESSAGES.of();
    }
    if (messages.size() > MOST) {
      throw Rejection.TOO_LONG.of("messages", MOST, messages.size());
    }
    for (int m = 0; m < messages.size(); m++) {
      message(messages.get(m), m, m == messages.size() - 1, caller, file);
    }
    first(messages.get(0));
    last(messages.get(messages.size() - 1), model);
    PairRules.check(messages);
  }

  private static void message(
      JsonNode message, int m, boolean last, Caller caller, Predicate<String> file) {
    if (!message.isObject()) {
      throw Rejection.NOT_A_DICTIONARY.of("messages." + m);
    }
    Fields.required(message, "messages." + m, "role");
    Fields.required(message, "messages." + m, "content");
    String role = Json.text(message, "role", "");
    if (!ROLES.contains(role)) {
      throw Rejection.BAD_ROLE.of(m, role);
    }
    JsonNode content = message.get("content");
    if (!content.isString() && !content.isArray()) {
      throw Rejection.NOT_A_LIST.of("messages." + m + ".content");
    }
    boolean empty = content.isString() ? content.stringValue().isEmpty() : content.isEmpty();
    if (empty && !(last && role.equals("assistant"))) {
      throw Rejection.EMPTY_CONTENT.of(m);
    }
    if (content.isString() && !empty && content.stringValue().isBlank()) {
      throw Rejection.BLANK_TEXT.of();
    }
    for (int i = 0; i < content.size(); i++) {
      block(role, content.get(i), new Place(m, i), caller, file);
    }
  }

  private record Place(int message, int block) {}

  private static void block(
      String role, JsonNode block, Place at, Caller caller, Predicate<String> file) {
    String path = "messages." + at.message + ".content." + at.block;
    if (!block.isObject()) {
      throw Rejection.NOT_A_DICTIONARY.of(path);
    }
    Fields.required(block, path, "type");
    String type = Json.text(block, "type", "");
    boolean user = role.equals("user");
    if (role.equals("system") && !IN_SYSTEM.contains(type)) {
      throw Rejection.SYSTEM_CONTENT.of(at.message, at.block, type);
    }
    switch (type) {
      case "text" -> text(block, path, user && caller.strict(), at);
      case "image", "document" -> {
        if (type.equals("document") && !user && caller.strict()) {
          throw Rejection.DOCUMENT_IN_ASSISTANT.of(at.message, at.block);
        }
        source(block, path, type, at, file);
      }
      case "thinking", "redacted_thinking" -> {
        if (user) {
          throw Rejection.THINKING_BY_USER.of(at.message, at.block);
        }
      }
      case "tool_use" -> {
        if (user) {
          throw Rejection.USE_BY_USER.of(at.message, at.block);
        }
      }
      case "tool_result" -> {
        if (role.equals("assistant")) {
          throw Rejection.RESULT_BY_ASSISTANT.of(at.message, at.block);
        }
      }
      default -> {}
    }
  }

  private static void text(JsonNode block, String path, boolean noCitations, Place at) {
    Fields.required(block, path + ".text", "text");
    String text = Json.text(block, "text");
    if (text == null) {
      throw Rejection.NOT_A_STRING.of(path + ".text.text");
    }
    if (text.isEmpty()) {
      throw (block.has("cache_control")
          ? Rejection.MARKER_EMPTY.of(path)
          : Rejection.EMPTY_TEXT.of());
    }
    if (text.isBlank()) {
      throw Rejection.BLANK_TEXT.of();
    }
    if (noCitations && !block.path("citations").isEmpty()) {
      throw Rejection.CITATIONS_IN_USER.of(at.message, at.block);
    }
  }

  private static void source(
      JsonNode block, String path, String type, Place at, Predicate<String> file) {
    Fields.required(block, path + "." + type, "source");
    JsonNode source = block.get("source");
    String kind = Json.text(source, "type", "");
    if (kind.equals("file") && !file.test(Json.text(source, "file_id", ""))) {
      throw Rejection.NO_FILE.of(Json.text(source, "file_id", ""));
    }
    if (type.equals("image") && kind.equals("base64")) {
      if (!IMAGES.contains(Json.text(source, "media_type", ""))) {
        throw Rejection.MEDIA_TYPE.of(at.message, at.block);
      }
      if (Json.text(source, "data", "").isEmpty()) {
        throw Rejection.IMAGE_SOURCE.of(at.message, at.block, "image cannot be empty");
      }
    }
  }

  private static void first(JsonNode message) {
    boolean compacted = Json.text(message.path("content").path(0), "type", "").equals("compaction");
    if (Json.text(message, "role", "").equals("assistant") && !compacted) {
      throw Rejection.FIRST_NOT_USER.of();
    }
  }

  private static void last(JsonNode message, SimModel model) {
    if (!Json.text(message, "role", "").equals("assistant")) {
      return;
    }
    JsonNode content = message.path("content");
    JsonNode end =
        content.isArray() && !content.isEmpty() ? content.get(content.size() - 1) : content;
    String type = end.isObject() ? Json.text(end, "type", "") : "text";
    boolean paused = !type.equals("text") && !type.equals("thinking") && !type.equals("tool_use");
    if (model.refusesPrefill() && !paused) {
      throw Rejection.PREFILL.of();
    }
    String text = end.isString() ? end.stringValue() : Json.text(end, "text", "");
    if (!text.isEmpty() && Character.isWhitespace(text.charAt(text.length() - 1))) {
      throw Rejection.TRAILING_SPACE.of();
    }
  }
}
