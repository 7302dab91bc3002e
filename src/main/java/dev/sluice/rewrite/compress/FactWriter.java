package dev.sluice.rewrite.compress;

import dev.sluice.exchange.ModelClient;
import dev.sluice.exchange.ModelClient.Answer;
import dev.sluice.exchange.ModelClient.Ask;
import dev.sluice.exchange.ModelClient.AskFailed;
import dev.sluice.log.Log;
import dev.sluice.message.TokenEstimate;
import dev.sluice.price.Cost;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Has the small model write facts, and says whether they are good for anything: not empty, not cut
 * off, shorter than what they stand for. Safe for any thread; blocks while the model writes.
 */
final class FactWriter {
  private static final Log LOG = Log.of("compress");

  private final String smallModel;
  private final Pricing prices;

  FactWriter(String smallModel, Pricing prices) {
    this.smallModel = smallModel;
    this.prices = prices;
  }

  /**
   * What came of asking.
   *
   * @param facts null when there are none that can be used
   * @param spent what it cost
   * @param calls how often the model answered, 0 or 1
   */
  record Written(@Nullable Facts facts, Cost spent, int calls) {}

  /** What is to be written, without the request in which the need showed. */
  record Order(Ask ask, byte[] key, int cut, long most, double tokenFactor) {}

  /** The order for these facts. */
  Order order(Need need, Duration timeout) {
    return new Order(
        new Ask(need.ask(smallModel), timeout),
        need.key(),
        need.cut(),
        need.most(),
        need.request().tokenFactor());
  }

  /** Asks for facts. */
  Written write(Order order, ModelClient client) {
    try {
      Answer answer = client.ask(order.ask());
      Cost spent = prices.of(answer.model(), answer.usage());
      Facts facts = new Facts(order.cut(), answer.text().strip());
      if (!isUsable(facts, order, answer)) {
        LOG.warn("facts cannot be used", "tokens", answer.usage().output());
        return new Written(null, spent, 1);
      }
      return new Written(facts, spent, 1);
    } catch (AskFailed e) {
      LOG.warn("old turns are not compressed", "reason", String.valueOf(e.getMessage()));
      Answer billed = e.billed();
      return billed == null
          ? new Written(null, Cost.free(), 0)
          : new Written(null, prices.of(billed.model(), billed.usage()), 1);
    }
  }

  private static boolean isUsable(Facts facts, Order order, Answer answer) {
    byte[] text = facts.bytes();
    long tokens = Math.round(TokenEstimate.of(text, 0, text.length) * order.tokenFactor());
    return tokens > 0 && answer.usage().output() < Asking.MOST_TOKENS && tokens < order.most();
  }
}
