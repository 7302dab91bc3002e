package dev.sluice.route.tier;

import dev.sluice.exchange.ModelClient;
import dev.sluice.exchange.ModelClient.AskFailed;
import dev.sluice.log.Log;
import dev.sluice.models.ModelCatalog;
import dev.sluice.models.ModelFacts;
import dev.sluice.price.Claim;
import dev.sluice.price.Mechanisms;
import dev.sluice.route.tier.RoutingConfig.ClassifierConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Asks a small model where the rules are in doubt. What it said is kept for an hour, by tenant and
 * words, 2,000 of them. After a failure nobody is asked for half a minute. Safe for any thread;
 * blocks while it asks.
 */
final class Classifier {
  private static final Log LOG = Log.of("routing");
  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int MOST = 2_000;

  private final ClassifierConfig config;
  private final ModelCatalog catalog;
  private final Prices prices;
  private final InstantSource clock;
  private final Map<String, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
  private volatile Instant silentUntil = Instant.EPOCH;

  Classifier(ClassifierConfig config, ModelCatalog catalog, Prices prices, InstantSource clock) {
    this.config = config;
    this.catalog = catalog;
    this.prices = prices;
    this.clock = clock;
  }

  /**
   * What it thinks.
   *
   * @param tier the tier, null when it is not known or not to be relied on
   * @param confidence how sure it says that it is, 0 when it is not known
   * @param claims what asking has cost
   */
  record Opinion(@Nullable Tier tier, double confidence, List<Claim> claims) {
    static final Opinion NONE = new Opinion(null, 0, List.of());
  }

  private record Rating(Tier tier, double confidence) {}

  private record Kept(Rating rating, Instant until) {}

  /** Its opinion on these words. */
  Opinion ask(ModelClient client, String tenant, String words) {
    if (words.isBlank() || ClassifierPrompt.isAddressed(words)) {
      return Opinion.NONE;
    }
    Instant now = clock.instant();
    String key = tenant + '\n' + ClassifierPrompt.excerpt(words);
    Rating known = known(key, now);
    if (known != null) {
      return opinion(known, List.of());
    }
    return now.isBefore(silentUntil) ? Opinion.NONE : asked(client, key, words, now);
  }

  private Opinion asked(ModelClient client, String key, String words, Instant now) {
    ModelFacts model = catalog.find(config.model());
    byte[] body = ClassifierPrompt.body(model, config.model(), words);
    try {
      ModelClient.Answer answer = client.ask(new ModelClient.Ask(body, config.timeout()));
      Claim spent =
          new Claim.Spent(Mechanisms.ROUTING, prices.cost(answer.model(), answer.usage()), 1);
      Rating rating = rating(answer.text());
      if (rating == null) {
        fail("no rating in the answer", now);
        return new Opinion(null, 0, List.of(spent));
      }
      keep(key, new Kept(rating, now.plus(KEPT)));
      return opinion(rating, List.of(spent));
    } catch (AskFailed e) {
      fail(String.valueOf(e.getMessage()), now);
      return Opinion.NONE;
    }
  }

  private void fail(String why, Instant now) {
    silentUntil = now.plus(PAUSE);
    LOG.warn("the classifier gave no rating, the rules decide", "reason", why);
  }

  private Opinion opinion(Rating rating, List<Claim> claims) {
    boolean relied = rating.confidence() >= config.confidence();
    return new Opinion(relied ? rating.tier() : null, rating.confidence(), claims);
  }

  private @Nullable Rating known(String key, Instant now) {
    synchronized (kept) {
      Kept found = kept.get(key);
      return found == null || now.isAfter(found.until()) ? null : found.rating();
    }
  }

  private void keep(String key, Kept rating) {
    synchronized (kept) {
      kept.put(key, rating);
      if (kept.size() > MOST) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
  }

  /** Reads an object of a tier and a confidence and nothing else; null for anything else. */
  private static @Nullable Rating rating(String text) {
    byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
    String tier = "";
    double confidence = -1;
    try (JsonParser parser = Intent.parser(bytes, new dev.sluice.message.Span(0, bytes.length))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("tier") && value == JsonToken.VALUE_STRING && tier.isEmpty()) {
          tier = parser.getString();
        } else if (name.equals("confidence") && value.isNumeric() && confidence < 0) {
          confidence = parser.getDoubleValue();
        } else {
          return null;
        }
      }
      boolean whole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
      return whole && confidence >= 0 && confidence <= 1
          ? new Rating(Tier.valueOf(tier.toUpperCase(Locale.ROOT)), confidence)
          : null;
    } catch (JacksonException | IllegalArgumentException e) {
      return null;
    }
  }
}
