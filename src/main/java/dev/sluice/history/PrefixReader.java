package dev.sluice.history;

import dev.sluice.history.PackedBlocks.Filling;
import dev.sluice.history.Prefix.Part;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the prompt of one body in one pass. Used once, by one thread. */
final class PrefixReader {
  private static final int LONGEST_NAME = 64;
  private static final long TEXT = 1;
  private static final long RAW = 2;
  private static final long EMPTY = 3;
  private static final long TOOLS = 4;
  private static final long SYSTEM = 5;
  private static final long MESSAGES = 6;

  private final Hashes hashes;
  private final BlockFacts facts;
  private final byte[] body;
  private final Index index;
  private final BlockText text;
  private final Filling blocks;

  private long upTo;
  private int tokens;

  private PrefixReader(Hashes hashes, BlockFacts facts, byte[] body, Index index) {
    this.hashes = hashes;
    this.facts = facts;
    this.body = body;
    this.index = index;
    this.text = new BlockText(body, index.markers());
    this.blocks = new Filling(count(index));
  }

  /** Reads a body that has at least one message. */
  static Asked read(byte[] body, Index index, Hashes hashes, BlockFacts facts) {
    return new PrefixReader(hashes, facts, body, index).read();
  }

  private static int count(Index index) {
    int count = index.tools().size() + Math.max(1, index.system().size());
    for (Index.Message message : index.messages()) {
      count += Math.max(1, message.blocks().size());
    }
    return count;
  }

  private Asked read() {
    List<String> names = tools();
    int toolsEnd = blocks.size();
    system();
    int systemEnd = blocks.size();
    open(MESSAGES);
    List<Index.Message> messages = index.messages();
    for (int i = 0; i < messages.size(); i++) {
      message(i, messages.get(i));
    }
    Parameters parameters = Parameters.of(body, index, hashes);
    Prefix prefix = new Prefix(blocks.done(), toolsEnd, systemEnd, parameters.all);
    return new Asked(prefix, names, parameters, !index.markers().isEmpty());
  }

  private List<String> tools() {
    open(TOOLS);
    List<Index.Tool> tools = index.tools();
    List<String> names = new ArrayList<>(tools.size());
    for (int i = 0; i < tools.size(); i++) {
      text.read(tools.get(i).span());
      long own = own();
      int known = facts.ofTool(own, text.bytes, text.from, text.to);
      if (!BlockFacts.isDeferred(known)) {
        blocks.at(Part.TOOL, i, 0);
        add(own, BlockFacts.tokens(known));
        names.add(name(tools.get(i)));
      }
    }
    return List.copyOf(names);
  }

  private static String name(Index.Tool tool) {
    String name = tool.name() != null ? tool.name() : tool.type() != null ? tool.type() : "";
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  private void system() {
    open(SYSTEM);
    Span whole = index.members().get("system");
    if (whole != null && body[whole.from()] == '"') {
      text.readString(whole);
      block(Part.SYSTEM, 0, 0, 0);
      return;
    }
    int first = index.attribution() == null ? 0 : 1;
    for (int i = first; i < index.system().size(); i++) {
      text.read(index.system().get(i));
      block(Part.SYSTEM, i, 0, 0);
    }
  }

  private void message(int at, Index.Message message) {
    long role = role(message.role());
    List<Span> spans = message.blocks();
    if (spans.isEmpty()) {
      stringOrNothing(at, role, message.content());
      return;
    }
    for (int i = 0; i < spans.size(); i++) {
      text.read(spans.get(i));
      block(Part.MESSAGE, at, i, i == 0 ? role : 0);
    }
  }

  private void stringOrNothing(int at, long role, @Nullable Span content) {
    if (content != null && body[content.from()] == '"') {
      text.readString(content);
      block(Part.MESSAGE, at, 0, role);
    } else {
      blocks.at(Part.MESSAGE, at, 0);
      add(hashes.join(role, EMPTY), 0);
    }
  }

  /** Hash of a role, never 0. */
  private long role(@Nullable String role) {
    return hashes.join(RAW, role == null ? 0 : hashes.of(role)) | 1;
  }

  private void block(Part part, int at, int block, long role) {
    long own = own();
    int known = facts.ofBlock(own, text.bytes, text.from, text.to);
    blocks.at(part, at, block);
    add(role == 0 ? own : hashes.join(own, role), BlockFacts.tokens(known));
  }

  private long own() {
    return hashes.join(text.plainText ? TEXT : RAW, hashes.of(text.bytes, text.from, text.to));
  }

  /** Begins a part, so that a block at the end of one is not the same as one that begins another */
  private void open(long part) {
    upTo = hashes.join(upTo, part);
  }

  private void add(long own, int more) {
    upTo = hashes.join(upTo, own);
    tokens += more;
    blocks.add(own, upTo, tokens);
  }
}
