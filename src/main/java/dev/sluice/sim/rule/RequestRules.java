package dev.sluice.sim.rule;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.model.SimModels;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Everything that is checked of a request body before the model sees it, in the order of the real
 * API: fields, model, messages, tools, thinking, markers. Members that the API does not know are
 * let through, because clients send some that no schema lists.
 */
public final class RequestRules {
  private static final int STOP_SEQUENCES = 8_191;
  private static final int USER_ID = 512;

  /** Members that need a beta, with the beginning of its value. */
  private static final Map<String, List<String>> BETA_FIELDS =
      Map.of(
          "context_management", List.of("context-management-", "compact-2026-01-12"),
          "compaction", List.of("compact-2026-09-04"),
          "thread", List.of("message-threads-"),
          "fallbacks", List.of("server-side-fallback-"),
          "fallback_credit_token", List.of("fallback-credit-", "server-side-fallback-"),
          "mcp_servers", List.of("mcp-client-"),
          "billing_policy", List.of("user-profiles-"),
          "output_format", List.of("structured-outputs-"));

  private RequestRules() {}

  /** Checks a request that is to be answered and returns its model. */
  public static SimModel create(JsonNode request, Caller caller, Predicate<String> file) {
    Fields.required(request, "", "max_tokens");
    SimModel model = count(request, caller, file);
    long max = Json.number(request, "max_tokens", 0);
    boolean longer = caller.batch() && caller.has("output-300k");
    if (max > model.maxOutput() && !(longer && max <= 300_000)) {
      throw Rejection.MAX_TOKENS_ABOVE.of(max, model.maxOutput(), model.id());
    }
    return model;
  }

  /** Checks a request whose tokens are to be counted and returns its model. */
  public static SimModel count(JsonNode request, Caller caller, Predicate<String> file) {
    fields(request);
    betas(request, caller);
    String id = Json.text(request, "model", "");
    SimModel model = SimModels.find(id);
    if (model == null) {
      throw (RetiredModels.knows(id) ? Rejection.MODEL_RETIRED : Rejection.NO_MODEL).of(id);
    }
    ModelRules.check(request, model, caller);
    MessageRules.check(request, model, caller, file);
    ToolRules.check(request, model);
    ThinkingRules.check(request, model);
    MarkerRules.check(request);
    CompactionRules.check(request, model);
    return model;
  }

  private static void fields(JsonNode request) {
    Fields.required(request, "", "model");
    Fields.required(request, "", "messages");
    for (String name : List.of("model", "container_id")) {
      Fields.string(request, name);
    }
    if (Json.text(request, "model", "").isEmpty()) {
      throw Rejection.STRING_TOO_SHORT.of("model");
    }
    for (String name : List.of("messages", "tools", "stop_sequences", "mcp_servers")) {
      Fields.list(request, name);
    }
    for (String name :
        List.of("tool_choice", "thinking", "metadata", "output_config", "context_management")) {
      Fields.object(request, name);
    }
    Fields.flag(request, "stream");
    Fields.atLeast(request, "", "max_tokens", 0);
    Fields.oneOf(request, "", "service_tier", List.of("auto", "standard_only"));
    Fields.oneOf(request, "", "inference_geo", List.of("us", "global"));
    Fields.oneOf(request, "", "speed", List.of("standard", "fast"));
    Fields.oneOf(
        request.path("output_config"),
        "output_config",
        "effort",
        List.of("low", "medium", "high", "xhigh", "max"));
    lengths(request);
  }

  private static void lengths(JsonNode request) {
    JsonNode stops = request.path("stop_sequences");
    if (stops.size() > STOP_SEQUENCES) {
      throw Rejection.TOO_LONG.of("stop_sequences", STOP_SEQUENCES, stops.size());
    }
    for (int i = 0; i < stops.size(); i++) {
      if (!stops.get(i).isString()) {
        throw Rejection.NOT_A_STRING.of("stop_sequences." + i);
      }
      if (stops.get(i).stringValue().isBlank()) {
        throw Rejection.BLANK_STOP.of();
      }
    }
    JsonNode user = request.path("metadata").path("user_id");
    if (!user.isMissingNode() && !user.isNull() && !user.isString()) {
      throw Rejection.NOT_A_STRING.of("metadata.user_id");
    }
    if (user.asString("").length() > USER_ID) {
      throw Rejection.STRING_TOO_LONG.of("metadata.user_id", USER_ID);
    }
    JsonNode system = request.path("system");
    if (Fields.present(request, "system") && !system.isString() && !system.isArray()) {
      throw Rejection.NOT_A_LIST.of("system");
    }
    if (request.path("mcp_servers").size() > 20) {
      throw Rejection.TOO_LONG.of("mcp_servers", 20, request.path("mcp_servers").size());
    }
  }

  private static void betas(JsonNode request, Caller caller) {
    for (Map.Entry<String, List<String>> field : BETA_FIELDS.entrySet()) {
      if (request.has(field.getKey()) && field.getValue().stream().noneMatch(caller::has)) {
        throw Rejection.EXTRA.of(field.getKey());
      }
    }
    JsonNode output = request.path("output_config");
    if (output.has("task_budget") && !caller.has("task-budgets-")) {
      throw Rejection.EXTRA.of("output_config.task_budget");
    }
    Fields.atLeast(output.path("task_budget"), "output_config.task_budget", "total", 1_024);
    FallbackRules.check(request, caller);
  }
}
