package dev.sluice.upstream;

import dev.sluice.config.Secret;
import dev.sluice.exchange.Headers;
import dev.sluice.provider.ProviderConfig.KeySource;
import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which header lines cross the gateway. Everything does, but for what belongs to one connection
 * (RFC 9110 section 7.6.1), credentials, cookies and Sluice's own words (spec anthropic-api section
 * 10, traps 26 and 27).
 */
final class HeaderRules {
  private static final Set<String> CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");
  private static final Set<String> NOT_UP =
      Set.of("host", "content-length", "expect", "cookie", "via", "origin");
  private static final Set<String> CREDENTIALS = Set.of("x-api-key", "authorization");

  private HeaderRules() {}

  /**
   * Fills the headers that go upstream.
   *
   * @param key what authenticates there
   * @param sluiceKey whether the client's credential is a Sluice key, which never goes upstream
   * @param identity whether the reply must come uncompressed
   * @param via this gateway's own mark
   */
  static void up(
      Headers from, MultiMap to, KeySource key, boolean sluiceKey, boolean identity, String via) {
    Set<String> named = named(from.get("connection"));
    boolean replaced = key instanceof KeySource.Fixed;
    from.each((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean credential = CREDENTIALS.contains(lower);
      if (CONNECTION.contains(lower)
          || NOT_UP.contains(lower)
          || named.contains(lower)
          || lower.startsWith("x-sluice-")
          || credential && (replaced || spent(lower, from, sluiceKey))
          || identity && lower.equals("accept-encoding")
          || lower.equals("anthropic-beta")) {
        return;
      }
      to.add(name, value);
    });
    String beta = from.joined("anthropic-beta");
    if (beta != null) {
      to.set("anthropic-beta", beta);
    }
    if (identity) {
      to.set("accept-encoding", "identity");
    }
    String before = from.joined("via");
    to.set("via", before == null ? via : before + ", " + via);
    if (key instanceof KeySource.Fixed(Secret secret)) {
      authenticate(to, secret.reveal());
    }
  }

  /** The credential header that showed the Sluice key stays here; another one may go on. */
  private static boolean spent(String lower, Headers from, boolean sluiceKey) {
    if (!sluiceKey) {
      return false;
    }
    String key = from.get("x-api-key");
    boolean byKey = key != null && !key.isBlank();
    return lower.equals("x-api-key") == byKey;
  }

  private static void authenticate(MultiMap to, String key) {
    if (key.startsWith("sk-ant-oat")) {
      to.set("authorization", "Bearer " + key);
      String beta = to.get("anthropic-beta");
      if (beta == null || !beta.contains("oauth-2025-04-20")) {
        to.set("anthropic-beta", beta == null ? "oauth-2025-04-20" : beta + ",oauth-2025-04-20");
      }
    } else {
      to.set("x-api-key", key);
    }
  }

  /**
   * Fills the headers that go down. A value that holds the provider's key never does, whatever an
   * upstream echoes.
   */
  static void down(MultiMap from, MultiMap to, KeySource key) {
    Set<String> named = named(from.get("connection"));
    String secret = key instanceof KeySource.Fixed(Secret fixed) ? fixed.reveal() : null;
    from.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean leaks = secret != null && value.contains(secret);
      if (!CONNECTION.contains(lower) && !named.contains(lower) && !leaks) {
        to.add(name, value);
      }
    });
  }

  private static Set<String> named(@Nullable String connection) {
    if (connection == null
        || connection.equalsIgnoreCase("keep-alive")
        || connection.equalsIgnoreCase("close")) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (String name : connection.split(",", -1)) {
      names.add(name.trim().toLowerCase(Locale.ROOT));
    }
    return names;
  }
}
