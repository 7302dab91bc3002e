package dev.sluice.rewrite.reduce;

import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.message.TokenEstimate;

/** Estimated tokens of a message, in which an image does not count as the text that carries it. */
final class Sizes {
  private static final int IMAGE = 1_600;
  private static final int DOCUMENT_BYTES_A_TOKEN = 40;

  private Sizes() {}

  static int of(byte[] bytes, Index.Message message, boolean media) {
    int tokens = TokenEstimate.of(bytes, message.span());
    if (media) {
      for (Span block : message.blocks()) {
        tokens -= surplus(bytes, block);
      }
    }
    return tokens;
  }

  /** By how much the plain estimate of a block is too high. */
  private static int surplus(byte[] bytes, Span block) {
    int[] surplus = {0};
    Span source = Json.member(bytes, block, "source");
    Span data = source == null ? null : base64(bytes, source);
    if (data != null) {
      Span type = Json.member(bytes, block, "type");
      boolean image = type != null && Json.says(bytes, type, "image");
      int real = image ? IMAGE : data.length() / DOCUMENT_BYTES_A_TOKEN;
      surplus[0] = Math.max(0, TokenEstimate.of(bytes, data) - real);
    }
    Span content = Json.member(bytes, block, "content");
    if (content != null) {
      Json.elements(bytes, content, inner -> surplus[0] += surplus(bytes, inner));
    }
    return surplus[0];
  }

  private static @org.jspecify.annotations.Nullable Span base64(byte[] bytes, Span source) {
    Span type = Json.member(bytes, source, "type");
    return type != null && Json.says(bytes, type, "base64")
        ? Json.member(bytes, source, "data")
        : null;
  }
}
