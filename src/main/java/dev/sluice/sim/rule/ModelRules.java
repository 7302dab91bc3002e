package dev.sluice.sim.rule;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import tools.jackson.databind.JsonNode;

/** What a model refuses of the parameters: sampling, speed, geography, effort. */
final class ModelRules {
  private static final String[] SAMPLING = {"temperature", "top_p", "top_k"};

  private ModelRules() {}

  static void check(JsonNode request, SimModel model, Caller caller) {
    sampling(request, model, caller);
    if (Fields.present(request, "inference_geo") && !model.takesGeo()) {
      throw Rejection.GEO_UNSUPPORTED.of(model.id());
    }
    if (Json.text(request.path("output_config"), "effort") != null && !model.takesEffort()) {
      throw Rejection.EFFORT_UNSUPPORTED.of(model.id());
    }
    if (Json.text(request, "speed", "").equals("fast")) {
      fast(model, caller);
    }
  }

  private static void fast(SimModel model, Caller caller) {
    if (caller.batch()) {
      throw Rejection.FAST_BATCH.of();
    }
    // Opus 4.6 takes the word and runs at the standard speed.
    boolean silent = model.line().equals("opus") && model.version() == 46;
    if (!model.fast() && !silent) {
      throw Rejection.FAST_UNSUPPORTED.of(model.id());
    }
  }

  private static void sampling(JsonNode request, SimModel model, Caller caller) {
    for (String name : SAMPLING) {
      if (!Fields.present(request, name)) {
        continue;
      }
      if (caller.strict()) {
        throw Rejection.SAMPLING_GONE.of(name);
      }
      range(request, name);
      boolean standard = !name.equals("top_k") && request.path(name).asDouble(1) == 1.0;
      if (model.fixedSampling() && !standard) {
        throw Rejection.SAMPLING_FIXED.of(name, model.id());
      }
    }
    if (model.version() >= 45
        && Fields.present(request, "temperature")
        && Fields.present(request, "top_p")) {
      throw Rejection.SAMPLING_BOTH.of();
    }
  }

  private static void range(JsonNode request, String name) {
    JsonNode value = request.path(name);
    if (name.equals("top_k")) {
      Fields.atLeast(request, "", name, 0);
    } else if (!value.isNumber()) {
      throw Rejection.NOT_A_NUMBER.of(name);
    } else if (value.asDouble(0) < 0) {
      throw Rejection.TOO_SMALL.of(name, 0);
    } else if (value.asDouble(0) > 1) {
      throw Rejection.TOO_BIG.of(name, 1);
    }
  }
}
