package dev.sluice.sim.rule;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.model.ThinkingRule;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The rules of {@code thinking} (spec anthropic-api section 2.5). */
final class ThinkingRules {
  private static final Set<String> HARD = Set.of("xhigh", "max");
  private static final long LEAST = 1_024;

  private ThinkingRules() {}

  static void check(JsonNode request, SimModel model) {
    if (!Fields.present(request, "thinking")) {
      return;
    }
    JsonNode thinking = request.path("thinking");
    Fields.required(thinking, "thinking", "type");
    Fields.oneOf(
        thinking, "thinking", "type", List.of("enabled", "disabled", "between_tools", "adaptive"));
    Fields.oneOf(thinking, "thinking", "display", List.of("summarized", "omitted", "updates"));
    String type = Json.text(thinking, "type", "");
    if (!model.thinking().takes(type)) {
      throw Rejection.THINKING_TYPE.of(type, model.id());
    }
    calm(request, type, model);
    if (type.equals("enabled")) {
      budget(request, thinking);
    }
    boolean on = !type.equals("disabled");
    if (on && request.path("temperature").asDouble(1) != 1.0) {
      throw Rejection.THINKING_TEMPERATURE.of();
    }
  }

  private static void calm(JsonNode request, String type, SimModel model) {
    String effort = Json.text(request.path("output_config"), "effort", "high");
    boolean off =
        type.equals("between_tools")
            || (type.equals("disabled") && model.thinking() == ThinkingRule.OFF_WHEN_CALM);
    if (off && HARD.contains(effort)) {
      throw Rejection.THINKING_OFF_EFFORT.of(type, model.id());
    }
  }

  private static void budget(JsonNode request, JsonNode thinking) {
    if (!thinking.has("budget_tokens")) {
      throw Rejection.BUDGET_MISSING.of();
    }
    long budget = Json.number(thinking, "budget_tokens", 0);
    if (budget < LEAST) {
      throw Rejection.BUDGET_SMALL.of();
    }
    if (request.has("max_tokens") && budget >= Json.number(request, "max_tokens", 0)) {
      throw Rejection.BUDGET_ABOVE.of();
    }
  }
}
