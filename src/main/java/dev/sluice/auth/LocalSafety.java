package dev.sluice.auth;

import dev.sluice.exchange.Headers;
import dev.sluice.exchange.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages and foreign names away from a gateway on loopback (DESIGN section 4 "Local
 * safety"): nothing is trusted because it is local. Stateless and safe for any thread; looks at
 * headers only, before a byte of the body is read.
 */
public final class LocalSafety {
  private static final Set<String> SAME_SITE = Set.of("same-origin", "none");
  private static final Set<String> FORM_TYPES =
      Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

  private final Set<String> hosts;
  private final Set<String> origins;

  /**
   * Checks against these names.
   *
   * @param bound the address that the gateway listens on
   * @param hosts further names that a Host header may carry, without port
   * @param origins web origins that may call
   */
  public LocalSafety(String bound, List<String> hosts, List<String> origins) {
    this.hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    if (!bound.equals("0.0.0.0") && !bound.equals("::")) {
      this.hosts.add(bound.contains(":") ? "[" + lower(bound) + "]" : lower(bound));
    }
    hosts.forEach(host -> this.hosts.add(lower(host)));
    this.origins = new HashSet<>();
    origins.forEach(origin -> this.origins.add(lower(origin)));
  }

  /** Why a request with these headers is refused on any route, or null when it may go on. */
  public @Nullable Refusal check(Headers headers) {
    List<String> given = headers.all("host");
    if (given.size() != 1) {
      return Refusal.badRequest("host: " + given.size() + " Host headers (expected: exactly one)");
    }
    if (!hosts.contains(nameOf(given.getFirst()))) {
      return Refusal.forbidden(
          "this Host is not served here; add its name to listen.hosts if it should be");
    }
    return web(headers);
  }

  private @Nullable Refusal web(Headers headers) {
    String origin = headers.get("origin");
    if (origin != null && !origins.contains(lower(origin))) {
      return Refusal.forbidden(
          "web origins may not call this gateway; add it to listen.origins if it should");
    }
    String site = headers.get("sec-fetch-site");
    if (origin == null && site != null && !SAME_SITE.contains(lower(site))) {
      return Refusal.forbidden("cross-site requests may not call this gateway");
    }
    return null;
  }

  /**
   * Why this content type is refused, or null. Parsed routes take JSON only; elsewhere the types
   * that a web page can send without asking are refused when a page sends them.
   */
  public static @Nullable Refusal checkType(Headers headers, boolean parsed) {
    String type = typeOf(headers.get("content-type"));
    if (parsed) {
      return type.equals("application/json") || type.endsWith("+json")
          ? null
          : Refusal.unsupportedType(
              "content-type: "
                  + (type.isEmpty() ? "missing" : type)
                  + " (expected: application/json)");
    }
    boolean fromPage = headers.get("origin") != null || headers.get("sec-fetch-site") != null;
    return fromPage && FORM_TYPES.contains(type)
        ? Refusal.unsupportedType("content-type: " + type + " is not taken from web pages")
        : null;
  }

  private static String typeOf(@Nullable String header) {
    if (header == null) {
      return "";
    }
    int parameters = header.indexOf(';');
    return lower(parameters < 0 ? header : header.substring(0, parameters)).trim();
  }

  /** The name in a Host header without its port; the whole value where it is malformed. */
  private static String nameOf(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']') && digits(host, colon + 1);
    return lower(port ? host.substring(0, colon) : host);
  }

  private static boolean digits(String text, int from) {
    return from < text.length() && text.substring(from).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
