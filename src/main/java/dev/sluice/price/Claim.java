package dev.sluice.price;

/** What a mechanism did to a request, valued when the usage is known (design section 7). */
public sealed interface Claim {

  /** The mechanism's name, as in the ledger. */
  String mechanism();

  /**
   * Sluice placed the request's prompt-cache breakpoints: without them every token would have been
   * fresh input.
   */
  record Marked() implements Claim {
    @Override
    public String mechanism() {
      return Mechanisms.PROMPT_CACHE;
    }
  }

  /**
   * Another model than the requested one answers.
   *
   * @param requested the model that the client asked for; for {@code auto} the one that would have
   *     been used without routing
   */
  record Rerouted(String requested) implements Claim {
    @Override
    public String mechanism() {
      return Mechanisms.ROUTING;
    }
  }

  /**
   * Tokens were taken out of the request.
   *
   * @param mechanism who took them
   * @param tokens estimated, 0 or more; negative when the mechanism added some
   * @param fresh whether they would have been new in this request; otherwise the provider could
   *     have read them from its cache
   */
  record Removed(String mechanism, long tokens, boolean fresh) implements Claim {}

  /**
   * A mechanism spent money of its own.
   *
   * @param mechanism who spent it
   * @param cost how much
   * @param calls in how many calls
   */
  record Spent(String mechanism, Cost cost, int calls) implements Claim {}
}
