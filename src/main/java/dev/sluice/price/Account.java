package dev.sluice.price;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each mechanism saved and spent in one exchange. For one thread. */
final class Account {
  private final Map<String, Valued.Saved> lines = new LinkedHashMap<>();
  private Cost spent = Cost.free();

  Account(List<Claim> claims) {
    for (Claim claim : claims) {
      if (claim instanceof Claim.Spent(String mechanism, Cost cost, int calls)) {
        long nanos = cost.nanosOrZero();
        spent = spent.plus(cost);
        add(new Valued.Saved(mechanism, -nanos, nanos, calls, true));
      }
    }
  }

  void gross(String mechanism, long nanos, boolean measured) {
    add(new Valued.Saved(mechanism, nanos, 0, 0, measured));
  }

  private void add(Valued.Saved more) {
    lines.merge(
        more.mechanism(),
        more,
        (a, b) ->
            new Valued.Saved(
                a.mechanism(),
                a.nanos() + b.nanos(),
                a.spent() + b.spent(),
                a.calls() + b.calls(),
                a.measured() && b.measured()));
  }

  Valued valued(Cost billed, Cost without) {
    Cost cost = billed.plus(spent);
    boolean priced = cost instanceof Cost.Priced && without instanceof Cost.Priced;
    return new Valued(cost, without, priced ? List.copyOf(lines.values()) : List.of());
  }
}
