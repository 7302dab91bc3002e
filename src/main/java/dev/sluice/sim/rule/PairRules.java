package dev.sluice.sim.rule;

import dev.sluice.sim.json.Json;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Every tool_use is answered by one tool_result in the next user turn. Consecutive messages of one
 * role are one turn, and system messages stand between turns unseen. One use, one thread.
 */
final class PairRules {
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]+");

  private final Set<String> everUsed = new HashSet<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private final Set<String> answered = new HashSet<>();
  private boolean compacted;
  private int asked;
  private String turn = "";

  private PairRules() {}

  static void check(JsonNode messages) {
    PairRules pairs = new PairRules();
    for (int m = 0; m < messages.size(); m++) {
      String role = Json.text(messages.get(m), "role", "");
      if (!role.equals("system")) {
        pairs.enter(role);
        pairs.message(m, messages.get(m).path("content"), role);
      }
    }
    pairs.enter("end");
  }

  private void enter(String role) {
    if (role.equals(turn)) {
      return;
    }
    if (turn.equals("user") || role.equals("end")) {
      waiting.removeAll(answered);
      if (!waiting.isEmpty()) {
        throw Rejection.USE_WITHOUT_RESULT.of(asked, String.join(", ", waiting));
      }
      answered.clear();
    }
    turn = role;
  }

  private void message(int m, JsonNode content, String role) {
    if (content.isString()) {
      return;
    }
    for (int i = 0; i < content.size(); i++) {
      JsonNode block = content.get(i);
      String type = Json.text(block, "type", "");
      if (type.equals("compaction")) {
        compacted = true;
        waiting.clear();
      } else if (type.equals("tool_use")) {
        use(m, i, Json.text(block, "id", ""));
      } else if (type.equals("tool_result") && role.equals("user")) {
        result(m, i, Json.text(block, "tool_use_id", ""));
      }
    }
  }

  private void use(int m, int i, String id) {
    if (!ID.matcher(id).matches()) {
      throw Rejection.USE_ID.of(m, i);
    }
    if (!everUsed.add(id)) {
      throw Rejection.USE_TWICE.of(m, i);
    }
    waiting.add(id);
    asked = m;
  }

  private void result(int m, int i, String id) {
    if (!waiting.contains(id)) {
      if (compacted) {
        return;
      }
      throw Rejection.RESULT_WITHOUT_USE.of(m, i, id);
    }
    if (!answered.add(id)) {
      throw Rejection.RESULT_TWICE.of(m, i, id);
    }
  }
}
