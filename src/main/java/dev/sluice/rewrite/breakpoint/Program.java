package dev.sluice.rewrite.breakpoint;

/**
 * Of whom something is learned: requests of one program are alike.
 *
 * @param tenant whose requests they are
 * @param agent which program sends them
 * @param model to which model
 */
record Program(String tenant, String agent, String model) {

  /** Whether its prompts are kept in the same cache of the provider. */
  boolean neighbours(Program other) {
    return tenant.equals(other.tenant) && model.equals(other.model);
  }
}
