package dev.sluice.sim.model;

/** Which forms of {@code thinking.type} a model takes (spec anthropic-api section 2.5). */
public enum ThinkingRule {
  /** Thinks when it wants to and cannot be told otherwise. */
  ALWAYS("adaptive"),
  /** Adaptive, or only between tools. */
  BETWEEN_TOOLS("adaptive", "between_tools"),
  /** Adaptive; can be switched off while the effort is high or less. */
  OFF_WHEN_CALM("adaptive", "disabled"),
  /** Adaptive or off. */
  OFF_OR_ADAPTIVE("adaptive", "disabled"),
  /** Adaptive, off, or with a budget. */
  ANY("adaptive", "disabled", "enabled"),
  /** Off, or with a budget. */
  BUDGET("disabled", "enabled");

  private final String types;

  ThinkingRule(String... types) {
    this.types = "," + String.join(",", types) + ",";
  }

  /** Whether {@code type} is taken at all. */
  public boolean takes(String type) {
    return types.contains("," + type + ",");
  }
}
