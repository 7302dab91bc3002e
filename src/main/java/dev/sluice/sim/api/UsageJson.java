package dev.sluice.sim.api;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.Iteration;
import dev.sluice.sim.model.Spend;
import dev.sluice.sim.model.Tokens;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code usage} objects of replies (spec anthropic-api sections 3 and 4). */
final class UsageJson {
  private UsageJson() {}

  /** The usage of a whole reply. */
  static ObjectNode whole(Outcome outcome) {
    ObjectNode usage = start(outcome, outcome.spend().top().output());
    counts(outcome.spend(), usage);
    return usage;
  }

  /** The usage of message_start, which has only {@code output} tokens yet. */
  static ObjectNode start(Outcome outcome, long output) {
    Spend spend = outcome.spend();
    ObjectNode usage = input(spend.top());
    split(usage, spend.top());
    usage.put("output_tokens", output);
    usage.put("service_tier", spend.tier()).put("inference_geo", spend.geo());
    if (outcome.request().has("speed")) {
      usage.put("speed", spend.speed());
    }
    return usage;
  }

  /** The cumulative usage of message_delta. */
  static ObjectNode delta(Outcome outcome) {
    ObjectNode usage = input(outcome.spend().top());
    usage.put("output_tokens", outcome.spend().top().output());
    counts(outcome.spend(), usage);
    return usage;
  }

  private static ObjectNode input(Tokens tokens) {
    return Json.object()
        .put("input_tokens", tokens.input())
        .put("cache_creation_input_tokens", tokens.write5m() + tokens.write1h())
        .put("cache_read_input_tokens", tokens.read());
  }

  private static void split(ObjectNode usage, Tokens tokens) {
    usage
        .putObject("cache_creation")
        .put("ephemeral_5m_input_tokens", tokens.write5m())
        .put("ephemeral_1h_input_tokens", tokens.write1h());
  }

  private static void counts(Spend spend, ObjectNode usage) {
    Tokens top = spend.top();
    if (top.thinking() > 0) {
      usage.putObject("output_tokens_details").put("thinking_tokens", top.thinking());
    }
    if (top.searches() > 0) {
      usage
          .putObject("server_tool_use")
          .put("web_search_requests", top.searches())
          .put("web_fetch_requests", 0);
    }
    if (!spend.iterations().isEmpty()) {
      ArrayNode iterations = usage.putArray("iterations");
      for (Iteration iteration : spend.iterations()) {
        ObjectNode one = iterations.addObject().put("type", iteration.type());
        one.put("model", iteration.model()).setAll(input(iteration.tokens()));
        split(one, iteration.tokens());
        one.put("output_tokens", iteration.tokens().output());
      }
    }
  }
}
