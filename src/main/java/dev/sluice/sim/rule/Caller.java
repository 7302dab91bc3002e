package dev.sluice.sim.rule;

import java.util.Set;

/**
 * Who sends a request and in which form.
 *
 * @param credential the key or token
 * @param oauth whether it is a subscription's token
 * @param workspace what prompt cache, files and batches belong to
 * @param organization what thinking is bound to
 * @param version the {@code anthropic-version}
 * @param betas the values of {@code anthropic-beta}
 * @param batch whether the request is an item of a batch
 */
public record Caller(
    String credential,
    boolean oauth,
    String workspace,
    String organization,
    String version,
    Set<String> betas,
    boolean batch) {
  private static final String SAMPLING_GONE = "2026-10-21";

  public Caller {
    betas = Set.copyOf(betas);
  }

  /** Whether the rules of API version 2026-10-21 hold. */
  public boolean strict() {
    return version.compareTo(SAMPLING_GONE) >= 0;
  }

  /** Whether a beta whose value begins with {@code name} was asked for. */
  public boolean has(String name) {
    for (String beta : betas) {
      if (beta.startsWith(name)) {
        return true;
      }
    }
    return false;
  }

  /** The same caller, inside a batch. */
  public Caller inBatch() {
    return new Caller(credential, oauth, workspace, organization, version, betas, true);
  }
}
