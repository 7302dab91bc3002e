package dev.sluice.rewrite;

import dev.sluice.message.Splices;
import dev.sluice.price.Claim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rewrite does to a request.
 *
 * @param splices edits of the draft's body
 * @param betas values that {@code anthropic-beta} needs for them
 * @param claims what this is to save
 * @param afterwards told how it ended, null when the rewrite does not care
 * @param apart whether it only adds a member that no later rewrite looks at, so that those may act
 *     on the same bytes
 */
public record Edit(
    Splices splices,
    List<String> betas,
    List<Claim> claims,
    @Nullable Afterwards afterwards,
    boolean apart) {
  /** Nothing. */
  public static final Edit NONE = new Edit(Splices.NONE, List.of(), List.of(), null);

  public Edit {
    betas = List.copyOf(betas);
    claims = List.copyOf(claims);
  }

  /** An edit after which the request is to be looked at anew. */
  public Edit(
      Splices splices, List<String> betas, List<Claim> claims, @Nullable Afterwards afterwards) {
    this(splices, betas, claims, afterwards, false);
  }

  /** Splices with a claim. */
  public static Edit of(Splices splices, Claim... claims) {
    return new Edit(splices, List.of(), List.of(claims), null);
  }
}
