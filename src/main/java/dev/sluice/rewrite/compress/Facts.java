package dev.sluice.rewrite.compress;

import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.message.Splices;
import dev.sluice.message.TokenEstimate;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a small model made of the first messages of a conversation.
 *
 * @param cut how many messages it stands for
 * @param text the facts
 */
record Facts(int cut, String text) {
  private static final int SHORT_TASK = 1_500;
  private static final String BEFORE =
      "[The earlier part of this conversation was shortened. These facts stand for it.]\n\n";
  private static final String AFTER =
      "\n\n[End of the facts. The conversation goes on from here, word for word.]";
  private static final String SEEN =
      "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":"
          + "\"I have these facts and go on from there.\"}]}";

  /** Puts one message with the facts in place of the messages that they stand for. */
  void replace(Compressible conversation, Splices splices) {
    Span all =
        new Span(
            conversation.index().messages().getFirst().span().from(),
            conversation.index().messages().get(cut).span().from());
    splices.replace(all, instead(conversation));
  }

  /** Estimated tokens that this takes out. */
  long removed(Compressible conversation) {
    byte[] instead = instead(conversation);
    double added = TokenEstimate.of(instead, 0, instead.length) * conversation.tokenFactor();
    return conversation.tokens(0, cut) - Math.round(added);
  }

  private byte[] instead(Compressible conversation) {
    ByteArrayOutputStream json = new ByteArrayOutputStream(text.length() + 1_024);
    Asking.write(json, "{\"role\":\"user\",\"content\":[");
    task(conversation, json);
    Asking.write(json, "{\"type\":\"text\",\"text\":");
    Asking.quote(json, BEFORE + text + AFTER);
    Asking.write(json, "}]},");
    if ("user".equals(conversation.index().messages().get(cut).role())) {
      Asking.write(json, SEEN + ",");
    }
    return json.toByteArray();
  }

  /** The first message, which says what the task is, word for word if it is short. */
  private static void task(Compressible conversation, ByteArrayOutputStream json) {
    byte[] bytes = conversation.body().bytes();
    Index.Message first = conversation.index().messages().getFirst();
    Span content = first.content();
    if (content == null
        || !"user".equals(first.role())
        || TokenEstimate.of(bytes, first.span()) > SHORT_TASK) {
      return;
    }
    if (bytes[content.from()] == '"' && content.length() > 2) {
      Asking.write(json, "{\"type\":\"text\",\"text\":");
      json.write(bytes, content.from(), content.length());
      Asking.write(json, "},");
    }
    for (Span block : first.blocks()) {
      json.write(bytes, block.from(), block.length());
      json.write(',');
    }
  }

  /** The facts as they are remembered. */
  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
