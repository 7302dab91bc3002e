package dev.sluice.rewrite.compress;

import dev.sluice.message.Usage;
import dev.sluice.price.Cost;
import dev.sluice.price.Cost.Priced;
import java.util.List;

/** Whether compressing is expected to pay. Pure. */
final class Payback {
  private static final long FACTS = 1_500;
  private static final long ASKING = 500;

  private final Pricing prices;
  private final String smallModel;

  Payback(Pricing prices, String smallModel) {
    this.prices = prices;
    this.smallModel = smallModel;
  }

  /**
   * Whether the saving of all later turns is more than what it costs now. A conversation is
   * expected to go on for as many turns as it has had (Lindy's law). With R the tokens replaced, F
   * those of the facts, K those that stay and N the turns so far:
   *
   * <pre>
   * each later turn saves   R - F     read from the prompt cache, or fresh where there is none
   * now it costs            R (or more) in, F out of the small model
   *                         F + K     written to the prompt cache anew instead of being read
   * it pays if              N x saving > cost
   * </pre>
   *
   * Where a price is missing it is not known to pay.
   *
   * @param tokens of the request as it would be sent else
   * @param replaced how many of them the facts would replace
   * @param read how many the small model reads, more where other rules leave some out already
   */
  boolean pays(Compressible conversation, long tokens, long replaced, long read) {
    long facts = Math.min(FACTS, replaced / 4);
    long kept = tokens - replaced + facts;
    String model = conversation.model();
    boolean cached = conversation.cached();
    Cost saving =
        cached ? read(model, replaced - facts) : prices.of(model, input(replaced - facts));
    Cost asking = prices.of(smallModel, usage(read + ASKING, 0, 0, facts));
    Cost again = cached ? prices.of(model, usage(0, kept, 0, 0)) : Cost.free();
    Cost instead = cached ? read(model, kept) : Cost.free();
    return saving instanceof Priced(long each)
        && asking.plus(again) instanceof Priced(long spent)
        && instead instanceof Priced(long spared)
        && each * conversation.turns() > spent - spared;
  }

  private Cost read(String model, long tokens) {
    return prices.of(model, usage(0, 0, tokens, 0));
  }

  private static Usage input(long tokens) {
    return usage(tokens, 0, 0, 0);
  }

  private static Usage usage(long input, long written, long read, long output) {
    return new Usage(
        input,
        written,
        0,
        read,
        output,
        0,
        Usage.ServerTools.NONE,
        Usage.Tariff.STANDARD,
        List.of(),
        true);
  }
}
