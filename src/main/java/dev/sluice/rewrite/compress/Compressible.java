package dev.sluice.rewrite.compress;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.message.TokenEstimate;
import dev.sluice.rewrite.memory.Blocks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request whose old turns may be compressed. One thread. */
final class Compressible {
  private static final int PICTURE = 1_600;
  private static final int MOST_WITH_PICTURES = 25_000;

  private final Asker asker;
  private final Body body;
  private final Index index;
  private final double tokenFactor;
  private final boolean cached;
  private long @Nullable [] upTo;

  /**
   * Who asks whom.
   *
   * @param tenant whose request it is
   * @param model the model that it goes to
   */
  record Asker(String tenant, String model) {}

  /**
   * A request.
   *
   * @param body the request, or an object with nothing but {@code messages}
   * @param index the index of {@code body}
   * @param tokenFactor tokens of this model for one estimated token
   * @param cached whether the provider may have its messages in the prompt cache
   */
  Compressible(Asker asker, Body body, Index index, double tokenFactor, boolean cached) {
    this.asker = asker;
    this.body = body;
    this.index = index;
    this.tokenFactor = tokenFactor;
    this.cached = cached;
  }

  String tenant() {
    return asker.tenant;
  }

  String model() {
    return asker.model;
  }

  Body body() {
    return body;
  }

  Index index() {
    return index;
  }

  double tokenFactor() {
    return tokenFactor;
  }

  boolean cached() {
    return cached;
  }

  /** Estimated tokens of the whole request. */
  long tokens() {
    return fixed() + tokens(0, index.messages().size());
  }

  /** Estimated tokens of system and tools. */
  long fixed() {
    long tokens = 0;
    for (String name : new String[] {"system", "tools"}) {
      Span span = index.members().get(name);
      tokens += span == null ? 0 : TokenEstimate.of(body.bytes(), span);
    }
    return Math.round(tokens * tokenFactor);
  }

  /** Estimated tokens of the messages from one on, up to another. */
  long tokens(int from, int to) {
    long[] known = upTo;
    if (known == null) {
      known = counted();
      upTo = known;
    }
    return Math.round((known[to] - known[from]) * tokenFactor);
  }

  /** Plain tokens of the messages before each, and of all. */
  private long[] counted() {
    List<Index.Message> messages = index.messages();
    long[] counted = new long[messages.size() + 1];
    boolean pictures =
        index.blockTypes().contains("image") || index.blockTypes().contains("document");
    for (int at = 0; at < messages.size(); at++) {
      Index.Message message = messages.get(at);
      counted[at + 1] =
          counted[at]
              + (pictures && !message.blocks().isEmpty()
                  ? message.blocks().stream().mapToLong(this::withPictures).sum()
                  : TokenEstimate.of(body.bytes(), message.span()));
    }
    return counted;
  }

  /** A picture has the same price however long its text is. */
  private long withPictures(Span block) {
    int tokens = TokenEstimate.of(body.bytes(), block);
    if (tokens <= PICTURE) {
      return tokens;
    }
    return switch (Blocks.type(body.bytes(), block)) {
      case "image", "document" -> PICTURE;
      case "tool_result" -> Math.min(tokens, MOST_WITH_PICTURES);
      default -> tokens;
    };
  }

  /** How many turns of the user there were: expected to be as many again. */
  long turns() {
    return index.messages().stream().filter(m -> "user".equals(m.role())).count();
  }
}
