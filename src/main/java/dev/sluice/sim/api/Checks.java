package dev.sluice.sim.api;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.model.SimModels;
import dev.sluice.sim.prompt.Prompt;
import dev.sluice.sim.rule.Rejection;
import tools.jackson.databind.JsonNode;

/** Everything that is checked of a request before it is answered, in the order of the real API. */
final class Checks {
  private Checks() {}

  static SimModel create(JsonNode request, Caller caller, World world) {
    if (!request.has("max_tokens")) {
      throw Rejection.REQUIRED.of("max_tokens");
    }
    return count(request, caller, world);
  }

  static SimModel count(JsonNode request, Caller caller, World world) {
    if (!request.has("messages")) {
      throw Rejection.REQUIRED.of("messages");
    }
    String id = Json.text(request, "model");
    if (id == null) {
      throw Rejection.REQUIRED.of("model");
    }
    SimModel model = SimModels.find(id);
    if (model == null) {
      throw Rejection.NO_MODEL.of(id);
    }
    return model;
  }

  static void signatures(
      JsonNode request, Prompt prompt, SimModel model, Caller caller, World world) {}
}
