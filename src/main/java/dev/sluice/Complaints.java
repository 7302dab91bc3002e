package dev.sluice;

import dev.sluice.cache.semantic.SemanticCache;
import dev.sluice.listener.Downstream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hears that an answer from the semantic cache was wrong: the entry goes, and the bar for its like
 * is raised. It changes something, so it asks for the token that only who can read the data folder
 * knows, in a header (DESIGN section 4).
 */
final class Complaints {
  static final String PATH = "/admin/cache/wrong";
  private static final String TOKEN = "x-sluice-token";
  private static final Pattern ID = Pattern.compile("(?:^|&)id=([A-Za-z0-9_.:-]{1,100})(?:&|$)");

  private final String token;
  private final @Nullable SemanticCache semantic;

  Complaints(String token, @Nullable SemanticCache semantic) {
    this.token = token;
    this.semantic = semantic;
  }

  /** An answer to a complaint. */
  record Verdict(int status, String json) {
    private static Verdict error(int status, String message) {
      return new Verdict(status, "{\"error\":\"client: " + message + "\"}");
    }
  }

  /** Takes out what served this exchange, or this entry itself. */
  Verdict hear(Downstream downstream) {
    if (!downstream.method().equals("POST")) {
      return Verdict.error(405, "this changes something (expected: POST)");
    }
    String shown = downstream.headers().get(TOKEN);
    if (shown == null || !isToken(shown)) {
      return Verdict.error(401, TOKEN + " is missing or wrong (it is in gateway.json)");
    }
    Matcher id = ID.matcher(downstream.query());
    if (!id.find()) {
      return Verdict.error(400, "id is missing (expected: ?id= and a reply's x-sluice-id)");
    }
    if (semantic == null) {
      return Verdict.error(409, "the semantic cache is off (savings.semantic.mode)");
    }
    return semantic.wrong(id.group(1))
        ? new Verdict(200, "{\"evicted\":true}")
        : Verdict.error(404, "nothing in the semantic cache answered that exchange");
  }

  private boolean isToken(String shown) {
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }
}
