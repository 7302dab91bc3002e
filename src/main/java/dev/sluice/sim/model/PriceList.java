package dev.sluice.sim.model;

/**
 * Turns what a call used into nano-dollars (spec anthropic-api section 7.2). A call is rounded
 * once, at its end, half up. Pure; safe for any thread.
 */
public final class PriceList {
  private static final long SEARCH = 10_000_000;
  private static final long LONG_PROMPT = 100_000;
  private static final long LONG_PROMPT_FACTOR = 5;

  private PriceList() {}

  /** What {@code spend} costs, in nano-dollars. A model that is not sold costs nothing. */
  public static long cost(Spend spend) {
    long twentieths = 0;
    if (spend.iterations().isEmpty()) {
      twentieths += twentieths(spend.model(), spend.top(), spend);
    } else {
      for (Iteration iteration : spend.iterations()) {
        twentieths += twentieths(iteration.model(), iteration.tokens(), spend);
      }
    }
    long searches = spend.billed().searches() * SEARCH;
    return (twentieths + 10) / 20 + (spend.tier().equals("batch") ? searches / 2 : searches);
  }

  /**
   * Twentieths of a nano-dollar: half price (batch) times eleven tenths (geography) stays whole.
   */
  private static long twentieths(String id, Tokens tokens, Spend spend) {
    SimModel model = SimModels.find(id);
    if (model == null) {
      return 0;
    }
    long cost = rates(model, tokens, spend.speed()).cost(tokens);
    long batch = spend.tier().equals("batch") ? 1 : 2;
    long geo = spend.geo().equals("us") && model.takesGeo() ? 11 : 10;
    return cost * batch * geo;
  }

  private static Rates rates(SimModel model, Tokens tokens, String speed) {
    if (speed.equals("fast") && model.fast()) {
      return model.rates().times(2);
    }
    boolean tiered = model.line().equals("haiku") && model.version() == 55;
    return tiered && tokens.totalInput() > LONG_PROMPT
        ? model.rates().times(LONG_PROMPT_FACTOR)
        : model.rates();
  }
}
