package dev.sluice.history;

import dev.sluice.history.Prefix.Block;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import org.jspecify.annotations.Nullable;

/** Finds the bytes of a prefix's blocks in the body that it was read from. One thread. */
final class Blocks {
  private final byte[] body;
  private final Index index;
  private final BlockText text;

  Blocks(byte[] body, Index index) {
    this.body = body;
    this.index = index;
    this.text = new BlockText(body, index.markers());
  }

  /** The block's bytes, until the next call. */
  BlockText read(Block block) {
    switch (block.part()) {
      case TOOL -> text.read(index.tools().get(block.at()).span());
      case SYSTEM -> value(index.members().get("system"), index.system(), block.at());
      case MESSAGE -> {
        Index.Message message = index.messages().get(block.at());
        value(message.content(), message.blocks(), block.block());
      }
    }
    return text;
  }

  private void value(@Nullable Span whole, java.util.List<Span> blocks, int at) {
    if (at < blocks.size()) {
      text.read(blocks.get(at));
    } else if (whole != null && body[whole.from()] == '"') {
      text.readString(whole);
    } else {
      text.readString(new Span(0, 0));
    }
  }
}
