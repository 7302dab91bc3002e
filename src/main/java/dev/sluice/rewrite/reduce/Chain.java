package dev.sluice.rewrite.reduce;

import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.rewrite.memory.KnownLinks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a conversation's messages: SHA-256 over the tenant, then over each message in turn.
 * What the provider does not see as a change is none here either: markers, and whether a lone text
 * stands as a string or as one block (spec anthropic-api section 2.6). System prompt and tools are
 * not in it, for no decision depends on them. One use, one thread.
 */
final class Chain {
  private final byte[] bytes;
  private final Index index;
  private final KnownLinks known;
  private final MessageDigest hash = sha256();
  private final Markers markers;

  private Chain(byte[] bytes, Index index, KnownLinks known) {
    this.bytes = bytes;
    this.index = index;
    this.known = known;
    this.markers = new Markers(bytes, index.markers());
  }

  /**
   * One key a message, for the first {@code count} messages.
   *
   * @param known spares digesting again what is known
   */
  static Key[] keys(String tenant, byte[] bytes, Index index, int count, KnownLinks known) {
    return new Chain(bytes, index, known).keys(tenant, count);
  }

  /** The key of something that belongs to a message, but is no message. */
  static Key derived(Key key, String name) {
    MessageDigest hash = sha256();
    hash.update(key.bytes());
    return Key.of(hash.digest(name.getBytes(StandardCharsets.UTF_8)));
  }

  private Key[] keys(String tenant, int count) {
    Key[] keys = new Key[count];
    byte[] link = hash.digest(tenant.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < count; i++) {
      Index.Message message = index.messages().get(i);
      byte[] before = link;
      link = known.after(before, bytes, message.span(), 0, () -> digested(before, message));
      keys[i] = Key.of(link);
    }
    return keys;
  }

  private byte[] digested(byte[] before, Index.Message message) {
    hash.update(before);
    add(message);
    return hash.digest();
  }

  private void add(Index.Message message) {
    Span content = message.content();
    if (content == null) {
      markers.hash(message.span(), hash);
      return;
    }
    markers.hash(new Span(message.span().from(), content.from()), hash);
    Span lone = loneText(bytes, message);
    if (lone == null) {
      hash.update((byte) 'b');
      markers.hash(content, hash);
    } else {
      hash.update((byte) 't');
      hash.update(bytes, lone.from(), lone.length());
    }
    markers.hash(new Span(content.to(), message.span().to()), hash);
  }

  /** The raw string, if that or a single block of nothing but it is all of the content. */
  private static @Nullable Span loneText(byte[] bytes, Index.Message message) {
    Span content = message.content();
    if (content != null && bytes[content.from()] == '"') {
      return content;
    }
    if (content == null || message.blocks().size() != 1) {
      return null;
    }
    Span block = message.blocks().getFirst();
    boolean alone =
        Json.afterSpace(bytes, content.from() + 1) == block.from()
            && Json.afterSpace(bytes, block.to()) == content.to() - 1;
    return alone ? plainText(bytes, block) : null;
  }

  private static @Nullable Span plainText(byte[] bytes, Span block) {
    Span[] text = new Span[1];
    boolean[] plain = {true};
    Json.members(
        bytes,
        block,
        (name, value) -> {
          if (Json.is(bytes, name, "text") && bytes[value.from()] == '"') {
            text[0] = value;
          } else if (!(Json.is(bytes, name, "type") && Json.says(bytes, value, "text"))
              && !Json.is(bytes, name, "cache_control")) {
            plain[0] = false;
          }
        });
    return plain[0] ? text[0] : null;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
