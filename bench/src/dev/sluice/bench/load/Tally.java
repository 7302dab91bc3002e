package dev.sluice.bench.load;

/** What came of one run, filled on the load's loop and read by others once the run is over. */
public final class Tally {

  /** From request to the end of its reply. */
  public final Samples latency = new Samples();

  /** From request to the first byte of the reply's body. */
  public final Samples firstByte = new Samples();

  /** From an event's writing at the mock to its arrival. */
  public final Samples delay = new Samples();

  /** Replies that ended, good or bad. */
  public long replies;

  /** Events that arrived. */
  public long events;

  /** Replies with a status other than 200. */
  public long refused;

  /** Replies that a broken connection cut, or connections that could not be made. */
  public long cut;

  /** Streams that ended without all of their events, in order. */
  public long incomplete;

  /** Events missing. */
  public long lost;

  /** Requests without an answer when the run's time was over. */
  public long pending;

  /** Replies that should have come from the cache and did not. */
  public long missed;

  /** Streams open at this moment. */
  public volatile int open;

  /** When the first request was sent. */
  public long started;

  /** When the last reply ended. */
  public long ended;

  /** Everything that must be 0. */
  public long errors() {
    return refused + cut + incomplete + pending + missed;
  }

  /** Replies a second. */
  public double rate() {
    return perSecond(replies);
  }

  /** Events a second. */
  public double eventRate() {
    return perSecond(events);
  }

  /** What went wrong, in words; empty if nothing did. */
  public String faults() {
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
