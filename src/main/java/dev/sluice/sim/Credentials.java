package dev.sluice.sim;

import dev.sluice.sim.api.Accounts;
import dev.sluice.sim.rule.Caller;
import dev.sluice.sim.rule.Rejection;
import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sends a request: {@code x-api-key} before a bearer token, as the real API does. Any
 * credential is good unless it contains {@code invalid}. Safe for any thread.
 */
final class Credentials {
  private static final Set<String> VERSIONS = Set.of("2023-01-01", "2023-06-01", "2026-10-21");
  private static final String BEARER = "bearer ";

  private final Accounts accounts;

  Credentials(Accounts accounts) {
    this.accounts = accounts;
  }

  /** The caller, or {@link dev.sluice.sim.rule.Rejected}. */
  Caller identify(MultiMap headers) {
    Set<String> betas = betas(headers);
    String key = headers.get("x-api-key");
    String credential = key != null ? key : bearer(headers.get("authorization"));
    if (credential.isBlank()) {
      throw Rejection.NO_CREDENTIAL.of();
    }
    if (credential.contains("invalid")) {
      throw (key != null ? Rejection.BAD_KEY : Rejection.BAD_BEARER).of();
    }
    boolean oauth = key == null && credential.startsWith("sk-ant-oat");
    if (oauth && !betas.contains("oauth-2025-04-20")) {
      throw Rejection.OAUTH_WITHOUT_BETA.of();
    }
    Accounts.Place place = accounts.of(credential);
    String workspace = headers.get("anthropic-workspace-id");
    if (workspace != null && accounts.placed(credential) && !workspace.equals(place.workspace())) {
      throw Rejection.WRONG_WORKSPACE.of(workspace);
    }
    return new Caller(
        credential,
        oauth,
        workspace == null ? place.workspace() : workspace,
        place.organization(),
        version(headers),
        betas,
        false);
  }

  private static String version(MultiMap headers) {
    String version = headers.get("anthropic-version");
    if (version == null) {
      throw Rejection.NO_VERSION.of();
    }
    if (!VERSIONS.contains(version)) {
      throw Rejection.BAD_VERSION.of(version);
    }
    return version;
  }

  private static String bearer(@Nullable String header) {
    boolean bearer = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return header != null && bearer ? header.substring(BEARER.length()).strip() : "";
  }

  private static Set<String> betas(MultiMap headers) {
    Set<String> betas = new HashSet<>();
    for (String line : headers.getAll("anthropic-beta")) {
      for (String beta : line.split(",", -1)) {
        if (!beta.isBlank()) {
          betas.add(beta.strip());
        }
      }
    }
    return betas;
  }
}
