package dev.sluice;

import static java.util.Objects.requireNonNullElse;

import dev.sluice.cache.Form;
import dev.sluice.cache.Lookup;
import dev.sluice.cache.StoredReply;
import dev.sluice.cache.semantic.SemanticLookup;
import dev.sluice.upstream.Relayed;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The caches that may keep the coming reply. Closing them without is how most exchanges end.
 *
 * @param exact the exact cache's lease, null when it must not keep it
 * @param semantic the semantic cache's probe, null when it must not
 * @param clock says when a reply was stored
 */
record Keepers(
    Lookup.@Nullable Lease exact, SemanticLookup.@Nullable Probe semantic, InstantSource clock)
    implements AutoCloseable {
  /** Nobody. */
  static final Keepers NONE = new Keepers(null, null, InstantSource.system());

  /** Whether anybody may. */
  boolean any() {
    return exact != null || semantic != null;
  }

  /** Keeps a complete reply if it is good for the next same request too. Event loop. */
  void keep(Relayed.Reply reply, String provider) {
    if (!any() || reply.content() == null || !StoredReply.storable(reply.facts())) {
      return;
    }
    StoredReply stored =
        new StoredReply(
            reply.head().eventStream() ? Form.SSE : Form.JSON,
            reply.content(),
            requireNonNullElse(reply.facts().model(), ""),
            requireNonNullElse(reply.facts().stopReason(), ""),
            reply.facts().usage(),
            clock.instant(),
            provider);
    if (exact != null) {
      exact.keep(stored);
    }
    if (semantic != null) {
      semantic.answered(stored);
    }
  }

  @Override
  public void close() {
    if (exact != null) {
      exact.close();
    }
    if (semantic != null) {
      semantic.close();
    }
  }
}
