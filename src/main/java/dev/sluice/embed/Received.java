package dev.sluice.embed;

import dev.sluice.cache.Form;
import dev.sluice.cache.StoredReply;
import dev.sluice.provider.anthropic.ReplyFacts;
import dev.sluice.provider.anthropic.ReplyObserver;
import dev.sluice.provider.anthropic.ReplyObservers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a reply, as far as it could be read; anything at all can come back from a model.
 *
 * @param form one message or an event stream, by its first character
 * @param bytes the body
 * @param facts what it says of itself
 * @param complete whether it is a whole message
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Received(Form form, byte[] bytes, ReplyFacts facts, boolean complete) {

  static Received of(String body) {
    boolean sse = !body.stripLeading().startsWith("{");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ReplyObserver observer = ReplyObservers.forReply(sse, null, false, 0);
    observer.bytes(bytes, 0, bytes.length);
    observer.end();
    return new Received(sse ? Form.SSE : Form.JSON, bytes, observer.facts(), observer.complete());
  }

  /** The reply as a cache keeps it, null if it is not good for another request. */
  @Nullable StoredReply stored(Instant now) {
    String stopReason = facts.stopReason();
    if (!complete || stopReason == null || !StoredReply.storable(facts)) {
      return null;
    }
    String model = Objects.requireNonNullElse(facts.model(), "");
    return new StoredReply(form, bytes, model, stopReason, facts.usage(), now, "program");
  }
}
