package dev.sluice.listener;

import dev.sluice.exchange.Headers;
import dev.sluice.exchange.Refusal;
import org.jspecify.annotations.Nullable;

/** Decides from the head of a request alone whether it may come in; runs on an event loop. */
@FunctionalInterface
public interface Doors {

  /** Why this request is refused before its body is read, or null when it may come in. */
  @Nullable Refusal check(Route route, String path, Headers headers);
}
