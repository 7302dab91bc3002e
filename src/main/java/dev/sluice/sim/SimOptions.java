package dev.sluice.sim;

/**
 * How a simulator is started.
 *
 * @param host the address to listen on
 * @param port the port; 0 takes a free one
 * @param seed what every draw follows from: answers, ids, random cache misses
 * @param loops the event loops, at least 1
 * @param keepRequests how many of the last requests {@code /__sim/requests} can show
 */
public record SimOptions(String host, int port, long seed, int loops, int keepRequests) {
  /** Loopback, a free port, seed 1, two loops, the last 1,000 requests. */
  public static final SimOptions DEFAULT = new SimOptions("127.0.0.1", 0, 1, 2, 1_000);

  public SimOptions {
    if (loops < 1) {
      throw new IllegalArgumentException("loops: " + loops + " (expected: >= 1)");
    }
  }

  /** The usual simulator with another address and seed. */
  public SimOptions(String host, int port, long seed) {
    this(host, port, seed, DEFAULT.loops, DEFAULT.keepRequests);
  }

  /** The same on another port. */
  public SimOptions withPort(int port) {
    return new SimOptions(host, port, seed, loops, keepRequests);
  }
}
