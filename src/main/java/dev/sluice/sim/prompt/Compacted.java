package dev.sluice.sim.prompt;

import tools.jackson.databind.JsonNode;

/**
 * Where the prompt really begins: at the last compaction block that holds a summary, else at the
 * first message.
 */
record Compacted(int message, int block) {

  static Compacted find(JsonNode messages) {
    for (int m = messages.size() - 1; m >= 0; m--) {
      JsonNode content = messages.get(m).path("content");
      for (int i = content.size() - 1; i >= 0; i--) {
        JsonNode block = content.get(i);
        if (block.path("type").asString("").equals("compaction")
            && block.path("content").isString()) {
          return new Compacted(m, i);
        }
      }
    }
    return new Compacted(0, 0);
  }
}
