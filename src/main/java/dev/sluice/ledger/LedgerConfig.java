package dev.sluice.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The record of every exchange.
 *
 * @param costLog a file that gets one JSON line an exchange as well, null for none
 * @param dailyAlertUsd the day's cost above which {@code /proxy/stats} says so, in US dollars
 * @param prices a file of prices that go before the bundled ones, null for none; in the form of the
 *     bundled {@code prices.yaml}
 */
public record LedgerConfig(@Nullable Path costLog, double dailyAlertUsd, @Nullable Path prices) {
  /** No cost log; 5 dollars a day. */
  public static final LedgerConfig DEFAULT = new LedgerConfig(null, 5.0, null);

  public LedgerConfig {
    if (!(dailyAlertUsd >= 0)) {
      throw new IllegalArgumentException("dailyAlertUsd: " + dailyAlertUsd + " (expected: >= 0)");
    }
  }
}
