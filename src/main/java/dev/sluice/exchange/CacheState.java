package dev.sluice.exchange;

import java.util.Locale;

/** How the response cache took part in an exchange; the value of {@code x-sluice-cache}. */
public enum CacheState {
  /** Served from the exact cache. */
  HIT,
  /** Served from the semantic cache. */
  SEMANTIC,
  /** Looked up, not found; kept if the reply turned out complete. */
  MISS,
  /** Not looked up: the request or its header forbids it. */
  BYPASS,
  /** The cache is switched off. */
  OFF;

  /** The word on the wire, lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
