package dev.sluice.auth;

import dev.sluice.exchange.Caller;
import dev.sluice.exchange.Headers;
import dev.sluice.exchange.Refusal;
import dev.sluice.exchange.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is calling. With keys configured, one of them must be shown; without, the client's own
 * credentials name the tenant through an HMAC, so that two users of one gateway never share. Safe
 * for any thread.
 */
public final class Callers {
  private static final String BEARER = "bearer ";

  private final List<Known> keys;
  private final Mac keyed;

  /**
   * Knows these keys.
   *
   * @param keys the configured keys by name; empty lets everybody in (loopback only)
   * @param secret this installation's secret, 32 bytes
   */
  public Callers(Map<String, KeyConfig> keys, byte[] secret) {
    List<Known> known = new ArrayList<>();
    keys.forEach((name, key) -> known.add(new Known(name, key.digest())));
    this.keys = List.copyOf(known);
    this.keyed = keyed(secret);
  }

  /** Whether callers have to show a key. */
  public boolean keyed() {
    return !keys.isEmpty();
  }

  /**
   * Who sends these headers.
   *
   * @throws Refused with 401 when a key is needed and none or a wrong one is shown, or when a
   *     credential header is repeated
   */
  public Caller identify(Headers headers) {
    String credential = credential(headers);
    if (!keyed()) {
      return new Caller(tenantOf(headers, credential), null);
    }
    if (credential == null) {
      throw new Refused(
          Refusal.unauthorized("no Sluice key (expected: x-api-key or authorization: Bearer)"));
    }
    String name = nameOf(credential);
    if (name == null) {
      throw new Refused(Refusal.unauthorized("this Sluice key is not known here"));
    }
    return new Caller("key:" + name, name);
  }

  /** The one credential that counts: x-api-key before authorization. */
  static @Nullable String credential(Headers headers) {
    once(headers, "x-api-key");
    once(headers, "authorization");
    String key = headers.get("x-api-key");
    if (key != null && !key.isBlank()) {
      return key.trim();
    }
    String authorization = headers.get("authorization");
    if (authorization == null || authorization.isBlank()) {
      return null;
    }
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).trim()
        : authorization.trim();
  }

  private static void once(Headers headers, String name) {
    if (headers.all(name).size() > 1) {
      throw new Refused(Refusal.unauthorized(name + ": given more than once (expected: once)"));
    }
  }

  /** Compares with every key in constant time, so that timing tells nothing about any of them. */
  private @Nullable String nameOf(String credential) {
    byte[] digest = Sha256.of(credential);
    String found = null;
    for (Known key : keys) {
      if (MessageDigest.isEqual(key.digest, digest)) {
        found = key.name;
      }
    }
    return found;
  }

  private String tenantOf(Headers headers, @Nullable String credential) {
    String workspace = headers.joined("anthropic-workspace-id");
    if (credential == null) {
      return "anonymous";
    }
    String whole = workspace == null ? credential : credential + "\n" + workspace;
    try {
      // A copy of a keyed one costs a fraction of looking the algorithm up.
      byte[] digest = ((Mac) keyed.clone()).doFinal(whole.getBytes(StandardCharsets.UTF_8));
      return "client:" + HexFormat.of().formatHex(digest, 0, 12);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own HMAC can be copied", e);
    }
  }

  private static Mac keyed(byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private record Known(String name, byte[] digest) {}
}
