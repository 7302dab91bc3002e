package dev.sluice.upstream;

import dev.sluice.exchange.Headers;
import dev.sluice.provider.ProviderConfig;
import org.jspecify.annotations.Nullable;

/**
 * A request that Sluice makes on its own account, with the credentials of the exchange that it
 * serves.
 *
 * @param target its path and query, such as {@code /v1/messages}
 * @param provider the provider's name
 * @param config its configuration
 * @param headers header lines to send, the client's credentials among them
 * @param sluiceKey whether the client's credential is a Sluice key, which stays here
 * @param body a JSON text to post, null to get
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OwnCall(
    String target,
    String provider,
    ProviderConfig config,
    Headers headers,
    boolean sluiceKey,
    byte @Nullable [] body) {

  /** A whole Messages request, not streamed. */
  public static OwnCall message(
      String provider, ProviderConfig config, Headers headers, boolean sluiceKey, byte[] body) {
    return new OwnCall("/v1/messages", provider, config, headers, sluiceKey, body);
  }

  /**
   * A whole reply.
   *
   * @param status its status
   * @param body its bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Whole(int status, byte[] body) {}
}
