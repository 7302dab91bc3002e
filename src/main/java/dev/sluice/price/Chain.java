package dev.sluice.price;

import dev.sluice.message.Usage;
import java.util.List;

/**
 * Takes the mechanisms of one exchange away one after another, and books what each step would have
 * cost more. For one thread.
 */
final class Chain {
  private final PriceTable prices;
  private final Account account;
  private final boolean exact;
  private String model;
  private Usage usage;
  private Cost cost;

  Chain(PriceTable prices, String model, Usage usage, Cost billed, Account account) {
    this.prices = prices;
    this.account = account;
    this.exact = !usage.estimated();
    this.model = model;
    this.usage = Undone.billed(usage, name -> isSame(name, model));
    this.cost = billed;
  }

  private boolean isSame(String name, String other) {
    return name.equals(other)
        || prices.find(name).isPresent() && prices.find(name).equals(prices.find(other));
  }

  /** The cost without any of them. */
  Cost undo(List<Claim> claims) {
    boolean marked = false;
    for (Claim claim : claims) {
      if (claim instanceof Claim.Rerouted(String wanted)) {
        model = wanted;
        step(claim.mechanism(), false);
      }
    }
    for (Claim claim : claims) {
      if (claim instanceof Claim.Marked && !marked) {
        marked = true;
        usage = Undone.marks(usage);
        step(claim.mechanism(), exact);
      }
    }
    for (Claim claim : claims) {
      if (claim instanceof Claim.Removed removed) {
        undo(removed, marked);
      }
    }
    return cost;
  }

  private void undo(Claim.Removed removed, boolean marked) {
    if (removed.mechanism().equals(Mechanisms.COMPACTION)) {
      usage = Undone.compaction(usage);
    }
    if (removed.tokens() != 0) {
      usage = Undone.removal(usage, removed.tokens(), removed.fresh(), marked);
    }
    step(removed.mechanism(), exact && removed.tokens() == 0);
  }

  private void step(String mechanism, boolean measured) {
    Cost next = prices.cost(model, usage);
    if (next instanceof Cost.Priced(long more) && cost instanceof Cost.Priced(long less)) {
      account.gross(mechanism, more - less, measured);
      cost = next;
    } else {
      // Once a step cannot be priced, nothing after it can be attributed.
      cost = cost instanceof Cost.Priced ? next : cost;
    }
  }
}
