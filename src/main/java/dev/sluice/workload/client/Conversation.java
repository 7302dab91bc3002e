package dev.sluice.workload.client;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The messages of a conversation, kept as the API returns them. For one thread.
 *
 * <p>Content that a program writes is a list of blocks where it has to be one, else a string.
 */
public final class Conversation {
  private final ArrayNode messages = Json.array();

  /** The user says something. */
  public void say(String text) {
    messages.addObject().put("role", "user").put("content", text);
  }

  /** The user says something, as a list of blocks. */
  public void sayInBlocks(String... texts) {
    ArrayNode content = messages.addObject().put("role", "user").putArray("content");
    for (String text : texts) {
      content.add(Json.text(text));
    }
  }

  /** A message of the operator in the middle; gives it, to be added to. */
  public ObjectNode instruct(String text) {
    return messages.addObject().put("role", "system").put("content", text);
  }

  /** The model's reply. */
  public void heard(Reply reply) {
    messages.addObject().put("role", "assistant").set("content", reply.content());
  }

  /** What the tools gave, one result a use, in order. */
  public void results(List<JsonNode> uses, String result) {
    ArrayNode content = messages.addObject().put("role", "user").putArray("content");
    for (JsonNode use : uses) {
      ObjectNode block = content.addObject().put("type", "tool_result");
      block.put("tool_use_id", use.path("id").asString(""));
      block.put("content", result);
    }
  }

  /** The messages as they are sent. */
  public ArrayNode plain() {
    return messages.deepCopy();
  }

  /** The messages with a breakpoint on the newest block. */
  public ArrayNode marked() {
    ArrayNode sent = messages.deepCopy();
    ObjectNode newest = (ObjectNode) sent.get(sent.size() - 1);
    JsonNode content = newest.path("content");
    if (content.isString()) {
      newest.putArray("content").add(Json.mark(Json.text(content.asString(""))));
    } else {
      Json.mark((ObjectNode) content.get(content.size() - 1));
    }
    return sent;
  }
}
