package dev.sluice.rewrite.breakpoint;

import dev.sluice.history.Prefix;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.provider.ProviderConfig.Breakpoints;
import dev.sluice.rewrite.Draft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in one request markers can stand. One thread. */
final class Spots {
  /** How far back from a block a marker may go that the block itself cannot carry. */
  private static final int NEAR = 8;

  private final Draft draft;
  private final byte[] bytes;
  private final Index index;

  Spots(Draft draft) {
    this.draft = draft;
    this.bytes = draft.body().bytes();
    this.index = draft.index();
  }

  /** The last tool that can carry a marker. */
  @Nullable Spot tools() {
    List<Index.Tool> tools = index.tools();
    for (int i = tools.size() - 1; i >= 0; i--) {
      if (BlockText.markableTool(bytes, tools.get(i))) {
        return new Spot.Inside(tools.get(i).span());
      }
    }
    return null;
  }

  /** The end of the system prompt; Claude Code's attribution is no part of it. */
  @Nullable Spot system() {
    Span whole = StandDown.given(index, "system");
    if (whole == null) {
      return null;
    }
    if (bytes[whole.from()] == '"') {
      return around(whole);
    }
    List<Span> blocks = index.system();
    int first = index.attribution() == null ? 0 : 1;
    for (int i = blocks.size() - 1; i >= first; i--) {
      if (BlockText.markableSystem(bytes, blocks.get(i))) {
        return new Spot.Inside(blocks.get(i));
      }
    }
    return null;
  }

  /**
   * The end of the conversation, or of its first blocks.
   *
   * @param end how many blocks of the prefix are to be covered
   */
  @Nullable Spot tail(int end) {
    boolean whole = end == draft.turn().prefix().blocks().size();
    if (whole && draft.breakpoints() == Breakpoints.AUTOMATIC) {
      return new Spot.Top(opening());
    }
    return before(end);
  }

  /** At or shortly before the end of the prefix's first blocks, within the messages. */
  @Nullable Spot before(int end) {
    Prefix prefix = draft.turn().prefix();
    int least = Math.max(prefix.systemEnd(), end - NEAR);
    for (int i = end - 1; i >= least; i--) {
      Spot spot = at(prefix.blocks().get(i));
      if (spot != null) {
        return spot;
      }
    }
    return null;
  }

  /** At or shortly after a block, so that looking back from there finds what was written at it. */
  @Nullable Spot from(int block, int end) {
    List<Prefix.Block> blocks = draft.turn().prefix().blocks();
    for (int i = block; i < Math.min(end, block + NEAR); i++) {
      Spot spot = at(blocks.get(i));
      if (spot != null) {
        return spot;
      }
    }
    return null;
  }

  private @Nullable Spot at(Prefix.Block block) {
    if (block.part() != Prefix.Part.MESSAGE || moved(block.at())) {
      return null;
    }
    Index.Message message = index.messages().get(block.at());
    Span content = message.content();
    if (content == null || "system".equals(message.role())) {
      return null;
    }
    if (bytes[content.from()] == '"') {
      return around(content);
    }
    boolean there = block.block() < message.blocks().size();
    Span span = there ? message.blocks().get(block.block()) : null;
    return span != null && BlockText.markable(bytes, span) ? new Spot.Inside(span) : null;
  }

  /** Whether rewrites before this one took messages or their blocks away or added some. */
  private boolean moved(int message) {
    Index sent = draft.call().body().index();
    List<Index.Message> now = index.messages();
    return sent == null
        || message >= now.size()
        || sent.messages().size() != now.size()
        || sent.messages().get(message).blocks().size() != now.get(message).blocks().size();
  }

  private @Nullable Spot around(Span string) {
    return BlockText.says(bytes, string) ? new Spot.Around(string) : null;
  }

  private int opening() {
    int at = 0;
    while (bytes[at] != '{') {
      at++;
    }
    return at;
  }
}
