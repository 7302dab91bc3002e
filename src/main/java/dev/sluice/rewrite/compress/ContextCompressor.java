package dev.sluice.rewrite.compress;

import dev.sluice.exchange.ModelClient;
import dev.sluice.exchange.ModelClient.Answer;
import dev.sluice.exchange.ModelClient.Ask;
import dev.sluice.exchange.ModelClient.AskFailed;
import dev.sluice.log.Log;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Splices;
import dev.sluice.message.TokenEstimate;
import dev.sluice.price.Cost;
import dev.sluice.rewrite.memory.Chain;
import dev.sluice.rewrite.memory.Remembered;
import dev.sluice.rewrite.reduce.ReduceConfig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the old turns of a long conversation into facts. Once made, the facts for a prefix are
 * remembered and used again with the same bytes, so that the provider's prompt cache holds, until
 * the conversation is too long again; then new facts take in the old ones. The last turns stay word
 * for word, calls of tools stay with their results, and a short first message stays.
 *
 * <p>Blocks the caller for up to 20 s while the small model writes. When that fails, or what it
 * writes is empty, cut off or no shorter, the messages stay as they are and the conversation is
 * left alone for ten minutes. Safe for any thread; never throws.
 */
public final class ContextCompressor {
  /** How long the small model may take. */
  public static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final Log LOG = Log.of("compress");
  private static final String KIND = "facts";
  private static final String VERSION = "1";
  private static final int FEWEST = 4;

  /** Blocks that facts can stand for; others carry state that only the provider can read. */
  private static final Set<String> KNOWN =
      Set.of(
          "text",
          "image",
          "document",
          "thinking",
          "redacted_thinking",
          "tool_use",
          "tool_result",
          "search_result");

  private final ReduceConfig.Compress config;
  private final Remembered remembered;
  private final Pricing prices;
  private final Worth worth;
  private final Pauses pauses;

  /**
   * Compresses as configured.
   *
   * @param remembered keeps the facts; the caller closes it
   * @param prices what the models cost, for deciding and for booking
   */
  public ContextCompressor(
      ReduceConfig.Compress config, Remembered remembered, Pricing prices, InstantSource clock) {
    this.config = config;
    this.remembered = remembered;
    this.prices = prices;
    this.worth = new Worth(prices, config.model());
    this.pauses = new Pauses(clock);
  }

  /**
   * Compresses the messages of a program's own conversation.
   *
   * @param tenant whose conversation it is
   * @param model the model that the conversation is with
   * @param messages a JSON array of messages in UTF-8
   */
  public Compressed compress(String tenant, String model, byte[] messages, ModelClient client) {
    byte[] open = "{\"messages\":".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream object = new ByteArrayOutputStream(messages.length + 16);
    object.writeBytes(open);
    object.writeBytes(messages);
    object.write('}');
    Body body = Body.indexed(object.toByteArray());
    Index index = body.index();
    if (index == null) {
      return new Compressed(messages, 0, Cost.free(), 0);
    }
    boolean cached = !index.markers().isEmpty();
    Outcome outcome = compress(new Conversation(tenant, model, body, index, 1, cached, client));
    if (outcome.splices().isEmpty()) {
      return new Compressed(messages, 0, outcome.spent(), outcome.calls());
    }
    byte[] edited = outcome.splices().apply(body.bytes());
    byte[] array = new byte[edited.length - open.length - 1];
    System.arraycopy(edited, open.length, array, 0, array.length);
    return new Compressed(array, outcome.removed(), outcome.spent(), outcome.calls());
  }

  /**
   * What to do to a conversation.
   *
   * @param removed estimated tokens that go
   * @param spent what was spent just now, in so many calls
   */
  record Outcome(Splices splices, long removed, Cost spent, int calls) {
    static final Outcome NOTHING = new Outcome(new Splices(), 0, Cost.free(), 0);
  }

  /** Estimated tokens of a request from which on it compresses. */
  int trigger() {
    return config.trigger();
  }

  Outcome compress(Conversation conversation) {
    long tokens = conversation.tokens();
    if (tokens <= config.trigger()
        || !KNOWN.containsAll(conversation.index().blockTypes())
        || conversation.index().messages().size() <= FEWEST) {
      return Outcome.NOTHING;
    }
    Chain chain =
        Chain.of(
            conversation.body(),
            conversation.index(),
            List.of(KIND, VERSION, conversation.tenant(), config.model()));
    Facts known = known(chain);
    long left = tokens - (known == null ? 0 : known.removed(conversation));
    if (left <= config.trigger()) {
      return with(conversation, known, Cost.free(), 0);
    }
    return renewed(conversation, chain, known, left);
  }

  /** The facts for the longest prefix for which there are any. */
  private @Nullable Facts known(Chain chain) {
    for (int cut = chain.messages() - 1; cut >= FEWEST; cut--) {
      byte[] text = remembered.find(KIND, chain.upTo(cut));
      if (text != null) {
        return new Facts(cut, new String(text, StandardCharsets.UTF_8));
      }
    }
    return null;
  }

  private Outcome renewed(
      Conversation conversation, Chain chain, @Nullable Facts known, long tokens) {
    int from = known == null ? 0 : known.cut();
    int cut = Cut.find(conversation, config.keepTurns());
    byte[] name = chain.upTo(1);
    if (cut < from + FEWEST
        || !worth.pays(conversation, tokens, conversation.tokens(from, cut))
        || !pauses.begin(name)) {
      return with(conversation, known, Cost.free(), 0);
    }
    String old = known == null ? "" : "Facts from before:\n" + known.text() + "\n\n";
    String transcript = Transcript.of(conversation.body(), conversation.index(), from, cut);
    byte[] ask = Asking.request(config.model(), chain.upTo(cut), old + transcript);
    try {
      Answer answer = conversation.client().ask(new Ask(ask, TIMEOUT));
      Cost spent = prices.of(answer.model(), answer.usage());
      Facts facts = new Facts(cut, answer.text().strip());
      if (!isUsable(conversation, facts, answer)) {
        LOG.warn("facts cannot be used", "tokens", answer.usage().output());
        return with(conversation, known, spent, 1);
      }
      pauses.ended(name);
      byte[] kept = remembered.keep(KIND, chain.upTo(cut), facts.bytes());
      Facts first = new Facts(cut, new String(kept, StandardCharsets.UTF_8));
      return with(conversation, first, spent, 1);
    } catch (AskFailed e) {
      LOG.warn("old turns are not compressed", "reason", String.valueOf(e.getMessage()));
      return with(conversation, known, Cost.free(), 0);
    }
  }

  private static boolean isUsable(Conversation conversation, Facts facts, Answer answer) {
    byte[] text = facts.bytes();
    long tokens = Math.round(TokenEstimate.of(text, 0, text.length) * conversation.tokenFactor());
    return tokens > 0
        && answer.usage().output() < Asking.MOST_TOKENS
        && tokens < conversation.tokens(0, facts.cut())
        && facts.removed(conversation) > 0;
  }

  private static Outcome with(
      Conversation conversation, @Nullable Facts facts, Cost spent, int calls) {
    Splices splices = new Splices();
    if (facts == null) {
      return new Outcome(splices, 0, spent, calls);
    }
    facts.replace(conversation, splices);
    return new Outcome(splices, facts.removed(conversation), spent, calls);
  }
}
