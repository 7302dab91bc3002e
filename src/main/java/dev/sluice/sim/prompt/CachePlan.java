package dev.sluice.sim.prompt;

import java.util.List;

/**
 * What the prompt cache does for one call: how its input splits and which entries it writes.
 *
 * @param read tokens that were found
 * @param write5m tokens written for five minutes
 * @param write1h tokens written for an hour
 * @param writes the entries that become readable when the reply begins
 */
public record CachePlan(long read, long write5m, long write1h, List<Write> writes) {
  /** No marker, nothing found. */
  public static final CachePlan NONE = new CachePlan(0, 0, 0, List.of());

  /** One entry to write. */
  public record Write(Hash prefix, Ttl ttl) {}
}
