package dev.sluice.bench;

/** What came of one run, filled on the load's loop and read by others once the run is over. */
final class Tally {

  /** From request to the end of its reply. */
  final Samples latency = new Samples();

  /** From request to the first byte of the reply's body. */
  final Samples firstByte = new Samples();

  /** From an event's writing at the mock to its arrival. */
  final Samples delay = new Samples();

  /** Replies that ended, good or bad. */
  long replies;

  /** Events that arrived. */
  long events;

  /** Replies with a status other than 200. */
  long refused;

  /** Replies that a broken connection cut, or connections that could not be made. */
  long cut;

  /** Streams that ended without all of their events, in order. */
  long incomplete;

  /** Events missing. */
  long lost;

  /** Requests without an answer when the run's time was over. */
  long pending;

  /** Replies that should have come from the cache and did not. */
  long missed;

  /** Streams open at this moment. */
  volatile int open;

  /** When the first request was sent. */
  long started;

  /** When the last reply ended. */
  long ended;

  /** Everything that must be 0. */
  long errors() {
    return refused + cut + incomplete + pending + missed;
  }

  /** Replies a second. */
  double rate() {
    return perSecond(replies);
  }

  /** Events a second. */
  double eventRate() {
    return perSecond(events);
  }

  /** What went wrong, in words; empty if nothing did. */
  String faults() {
    StringBuilder text = new StringBuilder();
    fault(text, refused, "not 200");
    fault(text, cut, "cut");
    fault(text, incomplete, "incomplete");
    fault(text, lost, "events lost");
    fault(text, pending, "unanswered");
    fault(text, missed, "not from the cache");
    return text.toString();
  }

  private static void fault(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(what);
    }
  }

  private double perSecond(long count) {
    return ended > started ? count * 1e9 / (ended - started) : 0;
  }
}
