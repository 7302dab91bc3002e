package dev.sluice.rewrite.compress;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.rewrite.memory.Blocks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a conversation can be cut so that no tool call is parted from its result and every message
 * still stands where its role may. Pure.
 */
final class Cut {
  private final byte[] bytes;
  private final List<Index.Message> messages;

  private Cut(Compressible conversation) {
    this.bytes = conversation.body().bytes();
    this.messages = conversation.index().messages();
  }

  /**
   * The last place before which everything can go while so many turns of the user stay; 0 if there
   * is none.
   */
  static int find(Compressible conversation, int keepTurns) {
    return new Cut(conversation).find(keepTurns);
  }

  private int find(int keepTurns) {
    int at = messages.size();
    for (int turns = 0; at > 0 && turns < keepTurns; ) {
      at--;
      turns += "user".equals(messages.get(at).role()) ? 1 : 0;
    }
    while (at > 0 && !isSafe(at)) {
      at--;
    }
    return at > 0 && isPlain(at) ? at : 0;
  }

  private boolean isSafe(int at) {
    Index.Message message = messages.get(at);
    boolean place =
        switch (String.valueOf(message.role())) {
          case "user" -> !message.blocks().stream().anyMatch(b -> is(b, "tool_result"));
          case "assistant" -> "user".equals(messages.get(at - 1).role());
          default -> false;
        };
    return place && pairsStay(at);
  }

  /** Messages in which the client's own program speaks must stay where they are. */
  private boolean isPlain(int to) {
    return messages.subList(0, to).stream()
        .allMatch(m -> "user".equals(m.role()) || "assistant".equals(m.role()));
  }

  /** Whether every result from here on has its call from here on. */
  private boolean pairsStay(int from) {
    Set<String> calls = new HashSet<>();
    for (Index.Message message : messages.subList(from, messages.size())) {
      for (Span block : message.blocks()) {
        Index members = Body.part(bytes, block);
        String type = members == null ? null : members.text("type");
        if (members != null && "tool_use".equals(type)) {
          calls.add(String.valueOf(members.text("id")));
        } else if (members != null
            && "tool_result".equals(type)
            && !calls.contains(String.valueOf(members.text("tool_use_id")))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean is(Span block, String type) {
    return Blocks.isOf(bytes, block, type);
  }
}
