package dev.sluice.sim.rule;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The rules of {@code fallbacks} (spec anthropic-api section 2.2). */
final class FallbackRules {
  private static final Set<String> KEYS =
      Set.of("model", "max_tokens", "output_config", "speed", "thinking");
  private static final int MOST = 3;

  private FallbackRules() {}

  static void check(JsonNode request, Caller caller) {
    JsonNode fallbacks = request.path("fallbacks");
    if (!Fields.present(request, "fallbacks")) {
      return;
    }
    if (caller.batch()) {
      throw Rejection.FALLBACK_IN_BATCH.of();
    }
    if (request.has("fallback_credit_token")) {
      throw Rejection.FALLBACK_WITH_CREDIT.of();
    }
    if (fallbacks.isString() && fallbacks.stringValue().equals("default")) {
      return;
    }
    if (!fallbacks.isArray()) {
      throw Rejection.NOT_A_LIST.of("fallbacks");
    }
    if (fallbacks.size() > MOST) {
      throw Rejection.TOO_LONG.of("fallbacks", MOST, fallbacks.size());
    }
    for (int i = 0; i < fallbacks.size(); i++) {
      Fields.required(fallbacks.get(i), "fallbacks." + i, "model");
      for (String key : fallbacks.get(i).propertyNames()) {
        if (!KEYS.contains(key)) {
          throw Rejection.EXTRA.of("fallbacks." + i + "." + key);
        }
      }
    }
  }
}
