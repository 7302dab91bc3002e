package dev.sluice.upstream;

import dev.sluice.config.Secret;
import dev.sluice.exchange.Headers;
import dev.sluice.provider.ProviderConfig.KeySource;
import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
      Set.of("host", "content-length", "expect", "cookie", "via", "origin", "anthropic-beta");
  private static final Set<String> CREDENTIALS = Set.of("x-api-key", "authorization");
  private static final int MOST_KNOWN = 1_000;
  private static final int LONGEST_KNOWN = 64;
  private static final Map<String, Kind> KNOWN = new ConcurrentHashMap<>();

  private HeaderRules() {}

  /** What a header is to the gateway, by its name alone. */
  private enum Kind {
    CONNECTION,
    NOT_UP,
    CREDENTIAL,
    ENCODINGS,
    OURS,
    FREE;

    /**
     * The kind of this name; names repeat, so the answer is kept for the first thousand of them.
     */
    static Kind of(String name) {
      Kind known = KNOWN.get(name);
      if (known != null) {
        return known;
      }
      Kind found = find(name.toLowerCase(Locale.ROOT));
      if (KNOWN.size() < MOST_KNOWN && name.length() <= LONGEST_KNOWN) {
        KNOWN.put(name, found);
      }
      return found;
    }

    private static Kind find(String lower) {
      if (HeaderRules.CONNECTION.contains(lower)) {
        return CONNECTION;
      }
      if (HeaderRules.NOT_UP.contains(lower)) {
        return NOT_UP;
      }
      if (CREDENTIALS.contains(lower)) {
        return CREDENTIAL;
      }
      if (lower.startsWith("x-sluice-")) {
        return OURS;
      }
      return lower.equals("accept-encoding") ? ENCODINGS : FREE;
    }
  }

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
    Set<String> named = named(from.joined("connection"));
    boolean replaced = key instanceof KeySource.Fixed;
    from.each((name, value) -> {
      boolean crosses =
          switch (Kind.of(name)) {
            case CONNECTION, NOT_UP, OURS -> false;
            case CREDENTIAL -> !replaced && !spent(value, from, sluiceKey);
            case ENCODINGS -> !identity;
            case FREE -> true;
          };
      if (crosses && !isNamed(named, name)) {
        to.add(name, value);
      }
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

  /** Every credential header that holds the Sluice key stays here; another credential may go on. */
  private static boolean spent(String value, Headers from, boolean sluiceKey) {
    if (!sluiceKey) {
      return false;
    }
    String key = from.get("x-api-key");
    String shown = key != null && !key.isBlank() ? key : from.get("authorization");
    return shown == null || token(value).equals(token(shown));
  }

  private static String token(String credential) {
    return credential.regionMatches(true, 0, "bearer ", 0, 7)
        ? credential.substring(7).trim()
        : credential.trim();
  }

  private static void authenticate(MultiMap to, String key) {
    if (key.startsWith("sk-ant-oat")) {
      to.set("authorization", "Bearer " + key);
      addBetas(to, List.of("oauth-2025-04-20"));
    } else {
      to.set("x-api-key", key);
    }
  }

  /** Adds what {@code anthropic-beta} does not say yet, behind what it says. */
  static void addBetas(MultiMap to, List<String> betas) {
    for (String added : betas) {
      String beta = to.get("anthropic-beta");
      if (beta == null || !beta.contains(added)) {
        to.set("anthropic-beta", beta == null ? added : beta + "," + added);
      }
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

  private static boolean isNamed(Set<String> named, String name) {
    return !named.isEmpty() && named.contains(name.toLowerCase(Locale.ROOT));
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
