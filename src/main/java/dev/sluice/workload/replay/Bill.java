package dev.sluice.workload.replay;

import dev.sluice.view.Totals;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the simulated provider charged, by its own count and prices.
 *
 * @param requests how many calls were billed
 * @param tokens what they used
 * @param nanos the total in nano-dollars
 * @param lines the calls, in the order in which they ended
 */
public record Bill(long requests, Totals.Tokens tokens, long nanos, List<Line> lines) {
  public Bill {
    lines = List.copyOf(lines);
  }

  /**
   * One call.
   *
   * @param model the model that answered
   * @param tokens what it used
   * @param nanos its price in nano-dollars
   */
  public record Line(String model, Totals.Tokens tokens, long nanos) {}

  /** All tokens that went in, cached or not. */
  public long input() {
    return tokens.all() - tokens.output();
  }

  static Bill read(JsonNode bill) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : bill.path("lines")) {
      lines.add(
          new Line(
              line.path("model").asString(""),
              tokens(line.path("tokens")),
              line.path("nanoDollars").asLong()));
    }
    return new Bill(
        bill.path("requests").asLong(),
        tokens(bill.path("tokens")),
        bill.path("nanoDollars").asLong(),
        lines);
  }

  private static Totals.Tokens tokens(JsonNode tokens) {
    return new Totals.Tokens(
        tokens.path("input").asLong(),
        tokens.path("cacheWrite5m").asLong(),
        tokens.path("cacheWrite1h").asLong(),
        tokens.path("cacheRead").asLong(),
        tokens.path("output").asLong());
  }
}
