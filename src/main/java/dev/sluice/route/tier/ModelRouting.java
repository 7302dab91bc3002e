package dev.sluice.route.tier;

import dev.sluice.exchange.Headers;
import dev.sluice.log.Log;
import dev.sluice.models.ModelCatalog;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the model of a request: the cheapest that is surely good enough, and the requested one in
 * doubt. Within a task a conversation stays where it is or goes up; it changes models only where
 * that saves more than the lost prompt cache costs. Safe for any thread. Blocks only where a
 * classifier is configured and has to be asked.
 */
public final class ModelRouting {
  /** The model's name for "whichever fits". */
  public static final String AUTO = "auto";

  private static final String HEADER = "x-sluice-route";
  private static final Log LOG = Log.of("routing");

  private final RoutingConfig config;
  private final Switches switches;
  private final Ladder ladder;
  private final Assignment assignment;

  /**
   * What the profile and the settings come to.
   *
   * @param enabled whether requests are routed at all; {@code auto} always is
   * @param downgrade whether models that the client named may be replaced by cheaper ones
   */
  public record Switches(boolean enabled, boolean downgrade) {}

  /** Routing by these settings. */
  public ModelRouting(
      RoutingConfig config,
      Switches switches,
      ModelCatalog catalog,
      Prices prices,
      InstantSource clock) {
    this.config = config;
    this.switches = switches;
    this.ladder = new Ladder(config.tiers(), catalog, prices);
    this.assignment = new Assignment(config, switches.downgrade(), catalog, prices, clock);
  }

  /** What is wrong with the header {@code x-sluice-route}, null if nothing is. */
  public static @Nullable String problem(Headers headers) {
    String wish = headers.get(HEADER);
    return wish == null || wish.equals("off") ? null : HEADER + ": unknown value (expected: off)";
  }

  /** The model of this request. Never throws for an odd request; in doubt the requested one. */
  public Choice choose(Request request) {
    Choice choice = chosen(request);
    boolean other = choice instanceof Choice.Rerouted;
    LOG.debug(
        other ? "another model answers" : "the requested model answers",
        "exchange",
        request.call().id(),
        "model",
        choice instanceof Choice.Rerouted to ? to.model() : request.model(),
        "reason",
        choice.reason());
    return choice;
  }

  private Choice chosen(Request request) {
    boolean auto = request.model().equals(AUTO);
    String named = auto ? config.tiers().complex() : request.model();
    String obstacle = obstacle(request, auto);
    Tier ceiling = auto ? Tier.COMPLEX : ladder.tier(named, RequestRules.tokens(request));
    if (obstacle == null && ceiling == null) {
      obstacle = "a model without facts or price";
    }
    if (obstacle == null && ceiling == Tier.SIMPLE && !mayGoUp(request)) {
      obstacle = "the smallest tier already";
    }
    Needs needs =
        new Needs(request.index(), request.call().headers(), RequestRules.tokens(request));
    obstacle = obstacle == null ? needs.tie() : obstacle;
    Tier best = ceiling == null ? Tier.COMPLEX : ceiling;
    Asked asked = new Asked(request, auto, named, best, mayGoUp(request), needs);
    return obstacle == null
        ? assignment.of(asked)
        : asked.keep(Verdict.CERTAIN, obstacle, List.of());
  }

  private @Nullable String obstacle(Request request, boolean auto) {
    if (request.call().headers().get(HEADER) != null) {
      return HEADER;
    }
    if (!auto && !switches.enabled()) {
      return "routing is off";
    }
    if (!auto && !switches.downgrade() && !config.upgrade()) {
      return "the client named the model";
    }
    if (!request.call().path().equals("/v1/messages")) {
      return "no message request";
    }
    return "auxiliary".equals(request.kind()) ? "a call of the client's own" : null;
  }

  /** Small models are upgraded only for people: agents have their reasons for background calls. */
  private boolean mayGoUp(Request request) {
    String agent = request.call().headers().get("user-agent");
    return config.upgrade() && (agent == null || !agent.startsWith("claude-cli"));
  }
}
