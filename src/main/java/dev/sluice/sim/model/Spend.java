package dev.sluice.sim.model;

import java.util.List;

/**
 * Everything about a call that its price depends on.
 *
 * @param model the id of the model that answered
 * @param top the counts at the top of {@code usage}
 * @param iterations the passes; when there are any, they are the billing record
 * @param tier {@code standard} or {@code batch}
 * @param geo {@code global} or {@code us}
 * @param speed {@code standard} or {@code fast}
 */
public record Spend(
    String model, Tokens top, List<Iteration> iterations, String tier, String geo, String speed) {

  /** The tokens that are billed, of all passes. */
  public Tokens billed() {
    if (iterations.isEmpty()) {
      return top;
    }
    return iterations.stream().map(Iteration::tokens).reduce(Tokens.NONE, Tokens::plus);
  }

  /** The same call when only {@code output} tokens had been sent before it ended. */
  public Spend cutAt(long output) {
    if (!iterations.isEmpty() || output >= top.output()) {
      return this;
    }
    Tokens cut = top.withOutput(output, Math.min(output, top.thinking()), top.searches());
    return new Spend(model, cut, iterations, tier, geo, speed);
  }
}
