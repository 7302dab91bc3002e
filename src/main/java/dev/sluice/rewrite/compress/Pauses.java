package dev.sluice.rewrite.compress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which conversations are left alone for now: because one of their requests is being compressed, or
 * because that failed a while ago. Safe for any thread.
 */
final class Pauses {
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
  private static final int MOST = 1_000;

  private final InstantSource clock;
  private final Map<String, Instant> until = new LinkedHashMap<>();

  Pauses(InstantSource clock) {
    this.clock = clock;
  }

  /** Begins with this conversation; false if it is to be left alone. */
  boolean begin(byte[] conversation) {
    String name = name(conversation);
    Instant now = clock.instant();
    synchronized (until) {
      Instant paused = until.get(name);
      if (paused != null && now.isBefore(paused)) {
        return false;
      }
      until.remove(name);
      if (until.size() >= MOST) {
        until.remove(until.keySet().iterator().next());
      }
      until.put(name, now.plus(AFTER_FAILURE));
      return true;
    }
  }

  /** It went well: the conversation may be compressed again at any time. */
  void ended(byte[] conversation) {
    synchronized (until) {
      until.remove(name(conversation));
    }
  }

  private static String name(byte[] conversation) {
    return HexFormat.of().formatHex(conversation);
  }
}
