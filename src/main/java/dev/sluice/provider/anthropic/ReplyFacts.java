package dev.sluice.provider.anthropic;

import dev.sluice.message.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a reply said about itself.
 *
 * @param model the model that answered, null if the reply did not say
 * @param stopReason why the model stopped, null if it did not say
 * @param errorType the {@code error.type} of an error event or error envelope, null if none
 * @param usage what was used so far. {@link Usage#estimated} when the reply was cut before its last
 *     usage: the input is then what the start of the stream said and the output about a token for
 *     four bytes of what was delivered (spec anthropic-api section 10, trap 20)
 * @param usageKnown whether the reply reported its final usage
 */
public record ReplyFacts(
    @Nullable String model,
    @Nullable String stopReason,
    @Nullable String errorType,
    Usage usage,
    boolean usageKnown) {

  /** Nothing is known. */
  public static final ReplyFacts UNKNOWN = new ReplyFacts(null, null, null, Usage.NONE, false);
}
