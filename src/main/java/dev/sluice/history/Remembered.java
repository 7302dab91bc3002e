package dev.sluice.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that was sent, as it is remembered. Links are guarded by the memory that holds it. */
final class Remembered {
  final String model;
  final Instant at;
  final SessionMark session;
  final List<Duration> gaps;
  final List<String> tools;
  final Parameters parameters;

  /** Hash of all its messages, under which it is found. */
  final long key;

  /** Its prompt; later the same one in the memory of its successor's. */
  volatile Prefix prefix;

  /** How far it is in the provider's cache, null when not or not known. */
  volatile @Nullable Cached cached;

  /** The conversation that holds it, null when none does. */
  @Nullable Conversation conversation;

  /** Another request with the same messages, sent earlier. */
  @Nullable Remembered next;

  Remembered(Turn turn, Origin origin) {
    model = turn.model();
    at = turn.at();
    session = origin.session;
    gaps = turn.gaps();
    prefix = turn.prefix();
    parameters = origin.asked.parameters();
    key = origin.key;
    cached = turn.difference() == null ? origin.cached : null;
    List<String> names = origin.asked.tools();
    Remembered past = origin.past;
    tools = past != null && past.tools.equals(names) ? past.tools : names;
  }
}
