package dev.sluice.rewrite.compress;

import dev.sluice.exchange.ModelClient;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.message.TokenEstimate;
import dev.sluice.rewrite.memory.Blocks;

/**
 * A request whose old turns may be compressed.
 *
 * @param tenant whose it is
 * @param model the model that it goes to
 * @param body the request, or an object with nothing but {@code messages}
 * @param index the index of {@code body}
 * @param tokenFactor tokens of this model for one estimated token
 * @param cached whether the provider may have its messages in the prompt cache
 * @param client asks the small model
 */
record Conversation(
    String tenant,
    String model,
    Body body,
    Index index,
    double tokenFactor,
    boolean cached,
    ModelClient client) {

  private static final int PICTURE = 1_600;
  private static final int MOST_WITH_PICTURES = 25_000;

  /** Estimated tokens of the whole request. */
  long tokens() {
    return fixed() + tokens(0, index.messages().size());
  }

  /** Estimated tokens of system and tools. */
  private long fixed() {
    long tokens = 0;
    for (String name : new String[] {"system", "tools"}) {
      Span span = index.members().get(name);
      tokens += span == null ? 0 : TokenEstimate.of(body.bytes(), span);
    }
    return Math.round(tokens * tokenFactor);
  }

  /** Estimated tokens of the messages from one on, up to another. */
  long tokens(int from, int to) {
    boolean pictures =
        index.blockTypes().contains("image") || index.blockTypes().contains("document");
    long tokens = 0;
    for (Index.Message message : index.messages().subList(from, to)) {
      if (pictures && !message.blocks().isEmpty()) {
        for (Span block : message.blocks()) {
          tokens += withPictures(block);
        }
      } else {
        tokens += TokenEstimate.of(body.bytes(), message.span());
      }
    }
    return Math.round(tokens * tokenFactor);
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
