package dev.sluice.sim.answer;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.prompt.Hash;
import dev.sluice.sim.prompt.Prompt;
import tools.jackson.databind.JsonNode;

/**
 * What an answer has to answer.
 *
 * @param request the whole request
 * @param model the model that answers
 * @param prompt the last thing the user wrote, reminders left out
 * @param afterTools whether the last user turn brought tool results
 * @param before everything before the answer, for signatures
 * @param organization who asks, hashed, for signatures
 * @param tokens the tokens of the prompt
 */
public record Asked(
    JsonNode request,
    SimModel model,
    String prompt,
    boolean afterTools,
    Hash before,
    int organization,
    long tokens) {
  private static final String REMINDER = "<system-reminder>";

  /** Reads what {@code request} asks. */
  public static Asked of(JsonNode request, SimModel model, Prompt sent, int organization) {
    JsonNode content = lastUser(request.path("messages"));
    return new Asked(
        request,
        model,
        prompt(content),
        bringsResults(content),
        sent.end(),
        organization,
        sent.tokens());
  }

  /** The most tokens the answer may have. */
  public long limit() {
    return Json.number(request, "max_tokens", 0);
  }

  private static JsonNode lastUser(JsonNode messages) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).path("role").asString("").equals("user")) {
        return messages.get(i).path("content");
      }
    }
    return messages.path("none");
  }

  private static boolean bringsResults(JsonNode content) {
    return content.isArray()
        && content.valueStream().anyMatch(b -> b.path("type").asString("").equals("tool_result"));
  }

  private static String prompt(JsonNode content) {
    if (content.isString()) {
      return content.stringValue();
    }
    for (int i = content.size() - 1; i >= 0; i--) {
      JsonNode block = content.get(i);
      String text = Json.text(block, "text", "");
      if (!text.isBlank() && !text.startsWith(REMINDER)) {
        return text;
      }
      if (block.path("type").asString("").equals("tool_result")) {
        return result(block.path("content"));
      }
    }
    return "";
  }

  private static String result(JsonNode content) {
    if (content.isString()) {
      return content.stringValue();
    }
    for (JsonNode part : content) {
      String text = Json.text(part, "text");
      if (text != null) {
        return text;
      }
    }
    return "";
  }
}
