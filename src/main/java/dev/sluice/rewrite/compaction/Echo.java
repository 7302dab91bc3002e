package dev.sluice.rewrite.compaction;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.rewrite.memory.Blocks;
import java.util.Set;

/** What has become of a compaction block in a message that a client sends back. */
sealed interface Echo {
  /** The message has none. */
  Echo NONE = new None();

  /** What such a block may hold (spec anthropic-api section 2.3), and a marker. */
  Set<String> MEMBERS =
      Set.of("type", "content", "encrypted_content", "signature", "tool_changes", "cache_control");

  /** The message has none. */
  record None() implements Echo {}

  /** It is there with its summary. */
  record Intact() implements Echo {}

  /**
   * It is there, but without its summary or with members that it did not have.
   *
   * @param span the block
   */
  record Broken(Span span) implements Echo {}

  /**
   * It was made on demand, for a client that compacts by itself, and must stay where it is.
   *
   * @param span the block
   */
  record Signed(Span span) implements Echo {}

  /** What there is in this message; the last block counts. */
  static Echo in(byte[] bytes, Index.Message message) {
    Echo found = NONE;
    for (Span block : message.blocks()) {
      Index members = Body.part(bytes, block);
      if (members != null && Blocks.COMPACTION.equals(members.text("type"))) {
        found = of(members, block);
      }
    }
    return found;
  }

  private static Echo of(Index members, Span block) {
    String signature = members.text("signature");
    if (signature != null) {
      return new Signed(block);
    }
    String content = members.text("content");
    boolean whole = content != null && !content.isEmpty();
    return whole && MEMBERS.containsAll(members.members().keySet())
        ? new Intact()
        : new Broken(block);
  }
}
