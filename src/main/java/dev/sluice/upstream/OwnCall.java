package dev.sluice.upstream;

import dev.sluice.exchange.Headers;
import dev.sluice.provider.ProviderConfig;

/**
 * A request that Sluice makes on its own account, with the credentials of the exchange that it
 * serves.
 *
 * @param provider the provider's name
 * @param config its configuration
 * @param headers header lines to send, the client's credentials among them
 * @param sluiceKey whether the client's credential is a Sluice key, which stays here
 * @param body a whole Messages request, not streamed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OwnCall(
    String provider, ProviderConfig config, Headers headers, boolean sluiceKey, byte[] body) {

  /**
   * A whole reply.
   *
   * @param status its status
   * @param body its bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Whole(int status, byte[] body) {}
}
