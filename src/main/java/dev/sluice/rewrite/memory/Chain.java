package dev.sluice.rewrite.memory;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one request as a chain of SHA-256: link i stands for the first i messages, so
 * that a conversation that goes on keeps all links it had. Cache markers do not count, nor
 * compaction blocks, nor whether a text stands as a string or as one block; every other byte does.
 * Immutable; safe for any thread.
 */
public final class Chain {
  private static final byte[] TEXT = ascii("{\"type\":\"text\",\"text\":");
  private static final byte[] TEXT_END = ascii("}");
  private static final byte[] BLOCK_END = {0};

  private final List<byte[]> links;

  private Chain(List<byte[]> links) {
    this.links = List.copyOf(links);
  }

  /**
   * The chain of a body's messages.
   *
   * @param seed what else must be the same: the tenant, a model
   */
  public static Chain of(Body body, Index index, List<String> seed) {
    return of(body, index, seed, null);
  }

  /** The same chain, without digesting again what is known. */
  public static Chain of(Body body, Index index, List<String> seed, @Nullable KnownLinks known) {
    Links links = new Links(body.bytes(), index, known);
    links.seed(seed);
    for (int at = 0; at < index.messages().size(); at++) {
      links.message(at);
    }
    return new Chain(links.made);
  }

  /** The link after so many messages; 32 bytes, not to be changed. */
  public byte[] upTo(int messages) {
    return links.get(messages);
  }

  /** How many messages there are. */
  public int messages() {
    return links.size() - 1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Makes the links one after the other. Used once, by one thread. */
  private static final class Links {
    private final byte[] bytes;
    private final Index index;
    private final @Nullable KnownLinks known;
    private final boolean compacted;
    private final MessageDigest digest = sha256();
    private final List<byte[]> made = new ArrayList<>();

    Links(byte[] bytes, Index index, @Nullable KnownLinks known) {
      this.bytes = bytes;
      this.index = index;
      this.known = known;
      this.compacted = index.blockTypes().contains(Blocks.COMPACTION);
    }

    void seed(List<String> seed) {
      for (String part : seed) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update(BLOCK_END);
      }
      made.add(digest.digest());
    }

    void message(int at) {
      Index.Message message = index.messages().get(at);
      byte[] before = made.getLast();
      made.add(
          known == null
              ? digested(before, message, at)
              : known.after(
                  before,
                  bytes,
                  message.span(),
                  how(message, at),
                  () -> digested(before, message, at)));
    }

    /**
     * What a message's link depends on beside its bytes: whether there are compaction blocks to be
     * passed over, and how many of its markers are found to be its own.
     */
    private long how(Index.Message message, int at) {
      long own = 0;
      for (Index.Marker marker : index.markers()) {
        if (isIn(marker, at)
            && marker.member().from() >= message.span().from()
            && marker.member().to() <= message.span().to()) {
          own++;
        }
      }
      return own << 1 | (compacted ? 1 : 0);
    }

    private static boolean isIn(Index.Marker marker, int message) {
      return marker.place() == Index.Place.MESSAGE && marker.at() == message;
    }

    private byte[] digested(byte[] before, Index.Message message, int at) {
      digest.update(before);
      digest.update(String.valueOf(message.role()).getBytes(StandardCharsets.UTF_8));
      digest.update(BLOCK_END);
      Span content = message.content();
      if (content != null && bytes[content.from()] == '"') {
        digest.update(TEXT);
        digest.update(bytes, content.from(), content.length());
        digest.update(TEXT_END);
        digest.update(BLOCK_END);
      }
      for (int block = 0; block < message.blocks().size(); block++) {
        Span span = message.blocks().get(block);
        if (!compacted || !Blocks.isOf(bytes, span, Blocks.COMPACTION)) {
          block(span, at);
          digest.update(BLOCK_END);
        }
      }
      return digest.digest();
    }

    private void block(Span span, int message) {
      int from = span.from();
      int text = Blocks.textOf(bytes, span);
      if (text >= 0) {
        digest.update(TEXT);
        from = text;
      }
      for (Index.Marker marker : index.markers()) {
        Span member = marker.member();
        if (isIn(marker, message) && member.from() >= from && member.to() <= span.to()) {
          Span out = Blocks.withComma(bytes, member);
          digest.update(bytes, from, Math.max(0, out.from() - from));
          from = out.to();
        }
      }
      digest.update(bytes, from, span.to() - from);
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
