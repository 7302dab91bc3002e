package dev.sluice.workload.client;

import tools.jackson.databind.node.ObjectNode;

/** The streamed request of an agent with the tools of a coding agent. Pure functions. */
public final class AgentRequest {
  private AgentRequest() {}

  /**
   * The next request of a conversation.
   *
   * @param limit most tokens of the reply
   * @param marking whether the client marks system prompt and newest block itself
   */
  public static ObjectNode of(
      String model, int limit, String system, Conversation talk, boolean marking) {
    ObjectNode body = Json.object().put("model", model).put("max_tokens", limit);
    if (marking) {
      body.putArray("system").add(Json.mark(Json.text(system)));
    } else {
      body.put("system", system);
    }
    body.set("tools", Toolbox.coding());
    body.set("messages", marking ? talk.marked() : talk.plain());
    return body.put("stream", true);
  }
}
