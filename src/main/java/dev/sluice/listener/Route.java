package dev.sluice.listener;

import java.util.Set;

/**
 * Where a request goes, decided from method and raw path alone (DESIGN section 4). What is not
 * listed is {@link #UNKNOWN}: nothing is served by accident.
 */
public enum Route {
  /** {@code POST /v1/messages}: the whole path. */
  MESSAGES,
  /** {@code POST /v1/messages/count_tokens}: the whole path, never cached, free. */
  COUNT_TOKENS,
  /** Everything else under {@code /v1/} and {@code HEAD /api/hello}: passed through untouched. */
  PASS,
  /** What Sluice answers about itself. */
  FACE,
  /** Nothing is here. */
  UNKNOWN,
  /** A path that different parsers read differently; refused. */
  AMBIGUOUS;

  private static final Set<String> FACES =
      Set.of(
          "/",
          "/health",
          "/live",
          "/ready",
          "/proxy/stats",
          "/metrics",
          "/admin/metrics",
          "/admin/cache/wrong");

  /** What changes something asks for the gateway's own token, so it needs no key. */
  private static final Set<String> STRANGERS =
      Set.of("/health", "/live", "/ready", "/admin/cache/wrong");

  /** The route of this request; a query string is no part of the path. */
  public static Route of(String method, String path) {
    if (ambiguous(path)) {
      return AMBIGUOUS;
    }
    if (method.equals("POST") && path.equals("/v1/messages")) {
      return MESSAGES;
    }
    if (method.equals("POST") && path.equals("/v1/messages/count_tokens")) {
      return COUNT_TOKENS;
    }
    if (path.startsWith("/v1/") || path.equals("/api/hello")) {
      return PASS;
    }
    return FACES.contains(path) ? FACE : UNKNOWN;
  }

  /** Whether the body is read and looked into. */
  public boolean parsed() {
    return this == MESSAGES || this == COUNT_TOKENS;
  }

  /** Whether a caller without a key may ask this even where keys are needed. */
  public static boolean openToStrangers(String path) {
    return STRANGERS.contains(path);
  }

  private static boolean ambiguous(String path) {
    if (!path.startsWith("/") || path.contains("//") || path.indexOf('\\') >= 0) {
      return true;
    }
    int from = 0;
    while (from < path.length()) {
      int slash = path.indexOf('/', from + 1);
      int to = slash < 0 ? path.length() : slash;
      if (dots(path, from + 1, to)) {
        return true;
      }
      from = to;
    }
    return path.contains("%2f") || path.contains("%2F") || path.contains("%00");
  }

  private static boolean dots(String path, int from, int to) {
    String segment = path.substring(from, to).replace("%2e", ".").replace("%2E", ".");
    return segment.equals(".") || segment.equals("..");
  }
}
