package dev.sluice.rewrite;

import dev.sluice.message.Usage;
import dev.sluice.price.Claim;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A request as it goes out.
 *
 * @param body its bytes; the client's own where nothing was changed
 * @param betas values that {@code anthropic-beta} needs beside the client's own
 * @param claims what the changes are to save
 * @param afterwards who wants to know how it ends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Rewritten(
    byte[] body, List<String> betas, List<Claim> claims, List<Afterwards> afterwards) {

  /** A request as it came. */
  public static Rewritten untouched(byte[] body) {
    return new Rewritten(body, List.of(), List.of(), List.of());
  }

  /** Whether somebody wants the reply's bytes. */
  public boolean wantsContent() {
    return afterwards.stream().anyMatch(Afterwards::wantsContent);
  }

  /** Waits where a rewrite wants to; see {@link Afterwards#beforeSending}. */
  public void beforeSending(CompletableFuture<?> gone) {
    afterwards.forEach(one -> one.beforeSending(gone));
  }

  /** The provider began to answer. */
  public void begun() {
    afterwards.forEach(Afterwards::begun);
  }

  /** A whole reply of status 200. */
  public void content(boolean eventStream, byte[] bytes) {
    for (Afterwards one : afterwards) {
      if (one.wantsContent()) {
        one.content(eventStream, bytes);
      }
    }
  }

  /** It is over; see {@link Afterwards#ended}. */
  public void ended(Usage usage, int status) {
    afterwards.forEach(one -> one.ended(usage, status));
  }

  /** The same with claims made before the rewrites. */
  public Rewritten claiming(List<Claim> before) {
    List<Claim> all = Stream.concat(before.stream(), claims.stream()).toList();
    return new Rewritten(body, betas, all, afterwards);
  }
}
