package dev.sluice.sim.api;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.Spend;
import dev.sluice.sim.model.Tokens;
import tools.jackson.databind.JsonNode;

/** Replaces computed counts by those that a scripted answer gives. */
final class UsageOverride {
  private UsageOverride() {}

  static Spend apply(JsonNode usage, Spend spend) {
    if (!usage.isObject()) {
      return spend;
    }
    Tokens top = spend.top();
    JsonNode split = usage.path("cache_creation");
    long written = Json.number(usage, "cache_creation_input_tokens", -1);
    long hour = Json.number(split, "ephemeral_1h_input_tokens", written < 0 ? top.write1h() : 0);
    long five =
        Json.number(
            split, "ephemeral_5m_input_tokens", written < 0 ? top.write5m() : written - hour);
    Tokens tokens =
        new Tokens(
            Json.number(usage, "input_tokens", top.input()),
            five,
            hour,
            Json.number(usage, "cache_read_input_tokens", top.read()),
            top.output(),
            top.thinking(),
            top.searches());
    return new Spend(
        spend.model(),
        tokens,
        spend.iterations(),
        Json.text(usage, "service_tier", spend.tier()),
        Json.text(usage, "inference_geo", spend.geo()),
        Json.text(usage, "speed", spend.speed()));
  }
}
