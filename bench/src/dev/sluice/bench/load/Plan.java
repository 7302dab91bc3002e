package dev.sluice.bench.load;

import dev.sluice.bench.wire.Body;

/**
 * What one run sends.
 *
 * @param body what is sent and which reply it asks for
 * @param varied whether each request differs, so that no cache can answer; if not, a cache must
 * @param lanes connections; in a closed loop each has one request under way
 * @param perSecond requests a second of an open loop; 0 for a closed loop
 * @param seconds how long requests are sent; in a closed loop every lane sends at least one
 * @param ramp over how many seconds the lanes of a closed loop begin
 */
public record Plan(
    Body body, boolean varied, int lanes, int perSecond, double seconds, double ramp) {

  /** As many requests as can be answered, one a connection. */
  public static Plan closed(Body body, int lanes, double seconds) {
    return new Plan(body, true, lanes, 0, seconds, 0);
  }

  /** Requests at fixed times, whether or not earlier ones are answered. */
  public static Plan open(Body body, int perSecond, double seconds) {
    return new Plan(body, true, 64, perSecond, seconds, 0);
  }

  /** Streams that begin one after the other. */
  public static Plan streams(Body body, int lanes, double seconds, double ramp) {
    return new Plan(body, true, lanes, 0, seconds, ramp);
  }

  /** The same with one request again and again. */
  public Plan repeated() {
    return new Plan(body, false, lanes, perSecond, seconds, ramp);
  }

  /** When to give up, in seconds from the start. */
  double limit() {
    return seconds + ramp + body.reply().length() / 1e9 + 3;
  }
}
