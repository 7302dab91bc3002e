package dev.sluice.embed;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.ModelClient;
import dev.sluice.history.Histories;
import dev.sluice.history.Turn;
import dev.sluice.message.Index;
import dev.sluice.models.ModelCatalog;
import dev.sluice.route.tier.Choice;
import dev.sluice.route.tier.ModelRouting;
import dev.sluice.route.tier.Prices;
import dev.sluice.route.tier.Request;
import dev.sluice.route.tier.RoutingConfig;
import dev.sluice.route.tier.RoutingConfig.ClassifierConfig;
import dev.sluice.route.tier.RoutingConfig.Tiers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the model of a request: the cheapest that is surely good enough, and the requested one in
 * doubt. The model {@code auto} stands for whichever fits. Within a task a conversation stays with
 * its model or goes to a better one; it changes only where that saves more than the lost prompt
 * cache costs. A model without a known price is never chosen and never left.
 *
 * <p>It remembers conversations, by hashes: what it routed counts as sent. Safe for any thread.
 * Blocks only where a classifier has to be asked.
 */
public final class ModelRouter {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final double CONFIDENCE = 0.7;
  private static final String ONE_USER = "program";
  private static final ModelClient NOBODY =
      ask -> {
        throw new ModelClient.AskFailed("no classifier");
      };

  private final ModelRouting routing;
  private final Histories histories;
  private final ModelClient classifier;

  private ModelRouter(Settings settings, InstantSource clock) {
    this.routing =
        new ModelRouting(
            settings.config(),
            new ModelRouting.Switches(true, true),
            ModelCatalog.bundled(),
            Prices.of(Tariff.read(settings.prices())),
            clock);
    this.histories = new Histories(clock);
    Model model = settings.classifier();
    this.classifier = model == null ? NOBODY : new SmallModel(model);
  }

  /**
   * A router to these three models, by rules alone.
   *
   * @param simple for short and mechanical work
   * @param moderate for ordinary work
   * @param complex for design, hard debugging, deep reasoning
   */
  public static ModelRouter of(String simple, String moderate, String complex) {
    return of(Settings.tiers(simple, moderate, complex));
  }

  /**
   * A router by these settings.
   *
   * @throws IllegalArgumentException when the price file cannot be used
   */
  public static ModelRouter of(Settings settings) {
    return new ModelRouter(settings, InstantSource.system());
  }

  /** The route of a request of a program with one user. */
  public Route route(String request) {
    return route(ONE_USER, request);
  }

  /**
   * Which model is to answer a request.
   *
   * @param user whose request it is; conversations of two users are never taken for one
   * @throws IllegalArgumentException when it is no Messages request
   */
  public Route route(String user, String request) {
    Call call = Requests.call(request);
    Index index = Requests.index(call);
    String model = Objects.requireNonNull(index.model());
    Turn turn = histories.turn(call, new Caller(user, null), "", model);
    Choice choice = routing.choose(new Request(call, index, turn, user, model, 0, classifier));
    Route route =
        switch (choice) {
          case Choice.Kept kept ->
              new Route(model, null, kept.confidence(), kept.reason(), request);
          case Choice.Rerouted to ->
              new Route(
                  to.model(),
                  to.tier().word(),
                  to.confidence(),
                  to.reason(),
                  Requests.withModel(call, to.model()));
        };
    if (turn != null) {
      histories.sent(histories.rerouted(turn, route.model()));
    }
    return route;
  }

  /**
   * Where a request goes.
   *
   * @param model the model that is to answer
   * @param tier {@code simple}, {@code moderate} or {@code complex}; null where the requested model
   *     stays
   * @param confidence from 0 to 1: a classifier's own word for how sure it is; of the rules 0.75 to
   *     0.9 where they are sure, by the kind of rule and not as a measured share, and 0.5 in doubt;
   *     1 where the request itself or its conversation left no choice
   * @param reason why, in a few words
   * @param request the request, byte for byte, but for its model
   */
  public record Route(
      String model, @Nullable String tier, double confidence, String reason, String request) {}

  /**
   * How a router decides.
   *
   * @param simple the model of short and mechanical work
   * @param moderate the model of ordinary work
   * @param complex the model of design, hard debugging, deep reasoning
   * @param upgrades whether a named model may be replaced by a dearer one too
   * @param classifierModel the model that the classifier asks for
   * @param classifier asked where the rules are in doubt, null for none
   * @param prices a price file laid over the bundled prices, null for none
   */
  public record Settings(
      String simple,
      String moderate,
      String complex,
      boolean upgrades,
      String classifierModel,
      @Nullable Model classifier,
      @Nullable Path prices) {

    /** Checks that each tier has a model. */
    public Settings {
      Objects.requireNonNull(models(simple, moderate, complex));
    }

    /** Three models, downwards only, by rules alone. */
    public static Settings tiers(String simple, String moderate, String complex) {
      return new Settings(simple, moderate, complex, false, "", null, null);
    }

    /** The same, upwards too. */
    public Settings withUpgrades() {
      return new Settings(simple, moderate, complex, true, classifierModel, classifier, prices);
    }

    /**
     * The same with a small model that is asked where the rules are in doubt, for five seconds at
     * most; its word is taken from a confidence of 0.7. It sees 500 characters of the last user
     * text at most.
     */
    public Settings withClassifier(String model, Model client) {
      return new Settings(simple, moderate, complex, upgrades, model, client, prices);
    }

    /** The same with a price file. */
    public Settings withPrices(Path file) {
      return new Settings(simple, moderate, complex, upgrades, classifierModel, classifier, file);
    }

    private RoutingConfig config() {
      ClassifierConfig asked =
          classifier == null ? null : new ClassifierConfig(classifierModel, CONFIDENCE, PATIENCE);
      Tiers tiers = models(simple, moderate, complex);
      return new RoutingConfig(true, true, upgrades, tiers, asked, null);
    }

    private static Tiers models(String simple, String moderate, String complex) {
      return new Tiers(simple, moderate, complex);
    }
  }
}
