package dev.sluice.rewrite.compaction;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.message.Splices;
import dev.sluice.message.TokenEstimate;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.memory.Chain;
import dev.sluice.rewrite.memory.Remembered;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts a remembered compaction block back where a client lost it. Only the last one matters: the
 * provider passes over everything before it (spec anthropic-api section 2.6). Used once, by one
 * thread.
 */
final class Restoring {
  private final Draft draft;
  private final Index said;
  private final Chain chain;
  private final Remembered remembered;
  private final Splices splices;

  /**
   * Restores into these splices.
   *
   * @param said the index of the client's own body, of which the chain is
   */
  Restoring(Draft draft, Index said, Chain chain, Remembered remembered, Splices splices) {
    this.draft = draft;
    this.said = said;
    this.chain = chain;
    this.remembered = remembered;
    this.splices = splices;
  }

  /** Restores what is to be restored; gives the estimated tokens that the last block saves. */
  long restore() {
    for (int at = said.messages().size() - 1; at > 0; at--) {
      Index.Message message = said.messages().get(at);
      if ("assistant".equals(message.role())) {
        Echo echo = echo(message);
        if (echo instanceof Echo.Intact) {
          return saved(at, 0);
        }
        byte[] block = remembered.find(Compaction.KIND, chain.upTo(at));
        if (block != null) {
          return put(at, block) ? saved(at, tokens(block)) : 0;
        }
      }
    }
    return 0;
  }

  private Echo echo(Index.Message message) {
    return said.blockTypes().contains(Compaction.BLOCK)
        ? Echo.in(draft.call().body().bytes(), message)
        : Echo.NONE;
  }

  private long saved(int at, long block) {
    double factor = draft.model().tokenFactor();
    long before = Estimates.before(draft.turn().prefix(), at, factor);
    return Math.max(0, before - Math.round(block * factor));
  }

  private static long tokens(byte[] block) {
    return TokenEstimate.of(block, 0, block.length);
  }

  /** Puts the block first into the message; false if the message is no longer in the draft. */
  private boolean put(int at, byte[] block) {
    Index.Message message = inDraft(at);
    Span content = message == null ? null : message.content();
    if (message == null || content == null) {
      return false;
    }
    byte[] bytes = draft.body().bytes();
    Echo echo =
        draft.index().blockTypes().contains(Compaction.BLOCK) ? Echo.in(bytes, message) : Echo.NONE;
    if (echo instanceof Echo.Broken(Span broken)) {
      splices.replace(broken, marked(block, broken));
    } else if (bytes[content.from()] == '"') {
      splices.insert(content.from(), joined("[", block, ascii(content.length() == 2 ? "]" : ",")));
      text(content);
    } else {
      byte[] end = message.blocks().isEmpty() ? new byte[0] : ascii(",");
      splices.insert(content.from() + 1, joined("", block, end));
    }
    return true;
  }

  /** A text becomes a block; an empty one may not be a block and goes. */
  private void text(Span content) {
    if (content.length() == 2) {
      splices.delete(content);
    } else {
      splices.insert(content.from(), ascii("{\"type\":\"text\",\"text\":"));
      splices.insert(content.to(), ascii("}]"));
    }
  }

  /** The block with the marker that the client had put on what it made of it. */
  private byte[] marked(byte[] block, Span broken) {
    for (Index.Marker marker : draft.index().markers()) {
      Span member = marker.member();
      if (member.from() > broken.from() && member.to() < broken.to()) {
        byte[] bytes = Arrays.copyOfRange(draft.body().bytes(), member.from(), member.to());
        byte[] open = Arrays.copyOf(block, block.length - 1);
        return joined("", open, joined(",", bytes, ascii("}")));
      }
    }
    return block;
  }

  /**
   * The message in the draft that the client's message at this place has become. Rewrites before
   * this one may have taken messages out of the front.
   */
  private Index.@Nullable Message inDraft(int at) {
    int gone = said.messages().size() - draft.index().messages().size();
    if (at - gone < 1 || at - gone >= draft.index().messages().size()) {
      return null;
    }
    Index.Message message = draft.index().messages().get(at - gone);
    return "assistant".equals(message.role()) && (gone == 0 || same(at, message)) ? message : null;
  }

  private boolean same(int at, Index.Message message) {
    Span theirs = said.messages().get(at).span();
    Span ours = message.span();
    Body original = draft.call().body();
    return Arrays.equals(
        original.bytes(), theirs.from(), theirs.to(), draft.body().bytes(), ours.from(), ours.to());
  }

  private static byte[] joined(String before, byte[] bytes, byte[] after) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length + 16);
    all.writeBytes(ascii(before));
    all.writeBytes(bytes);
    all.writeBytes(after);
    return all.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
