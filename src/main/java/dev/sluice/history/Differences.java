package dev.sluice.history;

import dev.sluice.history.Difference.Kind;
import dev.sluice.history.Prefix.Block;
import org.jspecify.annotations.Nullable;

/** Finds in what a request differs from its past. One request, one thread. */
final class Differences {
  private final Asked asked;
  private final Versions versions;

  Differences(Asked asked, Versions versions) {
    this.asked = asked;
    this.versions = versions;
  }

  /** The difference of the model. */
  static Difference ofModel(String before, String now) {
    return new Difference(Kind.MODEL, 0, 0, "model: " + now + " after " + before, false);
  }

  /** The first difference beside the model, null when the request only goes on. */
  @Nullable Difference beside(Remembered past) {
    Prefix now = asked.prefix();
    Prefix then = past.prefix;
    int shared = now.shared(then);
    if (shared < Math.max(now.toolsEnd(), then.toolsEnd())) {
      return tool(past, then, shared);
    }
    if (asked.parameters().speedDiffers(past.parameters)) {
      return parameter(past);
    }
    if (shared < Math.max(now.systemEnd(), then.systemEnd())) {
      Change change = change(then, shared, now.systemEnd(), then.systemEnd());
      return block(Kind.SYSTEM, change, "system[" + change.block.at() + "]");
    }
    if (asked.parameters().differing(past.parameters) != null) {
      return parameter(past);
    }
    int end = now.blocks().size();
    if (shared == end || shared == then.blocks().size()) {
      return null;
    }
    Change change = change(then, shared, end, then.blocks().size());
    Block block = change.block;
    return block(
        Kind.MESSAGE, change, "messages[" + block.at() + "].content[" + block.block() + "]");
  }

  private Difference parameter(Remembered past) {
    String name = asked.parameters().differing(past.parameters);
    return new Difference(Kind.PARAMETER, 0, 0, name == null ? "" : name, false);
  }

  private Difference tool(Remembered past, Prefix then, int at) {
    Change change = change(then, at, asked.prefix().toolsEnd(), then.toolsEnd());
    String name = (change.gone ? past.tools : asked.tools()).get(at);
    boolean added = !change.gone && !change.wandering && !past.tools.contains(name);
    return block(
        Kind.TOOLS,
        added ? change.to("added") : change,
        "tools[" + change.block.at() + "] " + name);
  }

  private static Difference block(Kind kind, Change change, String where) {
    Block block = change.block;
    return new Difference(
        kind, block.at(), block.block(), where + ": " + change.how, change.wandering);
  }

  /** What happened to the block at an index, of a part that ends there now and there then. */
  private Change change(Prefix past, int i, int end, int pastEnd) {
    PackedBlocks now = asked.blocks();
    PackedBlocks then = past.packed();
    if (i >= end) {
      return new Change(then.get(i), "taken away", true, false);
    }
    if (i >= pastEnd) {
      return new Change(now.get(i), "added", false, false);
    }
    boolean stillThere = new Owns(now, i, end).contains(then.own(i));
    boolean wasThere = new Owns(then, i, pastEnd).contains(now.own(i));
    if (stillThere) {
      return new Change(now.get(i), wasThere ? "moved" : "added", false, false);
    }
    if (wasThere) {
      return new Change(then.get(i), "taken away", true, false);
    }
    return rewritten(now.get(i), then.own(i));
  }

  private Change rewritten(Block block, long before) {
    Versions.Step step = versions.step(before, block);
    String wandering = step == null ? null : step.wandering();
    String how = wandering == null ? "changed" : wandering;
    return new Change(block, how, false, wandering != null);
  }

  /**
   * What happened to a block.
   *
   * @param block the block, of the past's prompt if it is gone
   * @param how in a word or two
   * @param wandering whether it changes by itself
   */
  private record Change(Block block, String how, boolean gone, boolean wandering) {
    Change to(String other) {
      return new Change(block, other, gone, wandering);
    }
  }
}
