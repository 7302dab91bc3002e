package dev.sluice.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.HeaderLines;
import dev.sluice.message.Body;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as a test writes it, and the decision about it.
 *
 * @param headers names and values in turn
 */
record Asked(
    String tenant,
    String method,
    String path,
    String query,
    List<String> headers,
    String body,
    Keys keys) {

  /** The usual request. */
  static final Asked USUAL =
      new Asked(
          "alice",
          "POST",
          "/v1/messages",
          "",
          List.of("anthropic-version", "2023-06-01", "anthropic-beta", "a-1, b-2"),
          """
          {"model":"claude-opus-5-5","max_tokens":100,"messages":[{"role":"user","content":"hi"}],"stream":true}\
          """,
          new Keys("config", false, false));

  /** The configuration of the keys. */
  record Keys(String config, boolean perUser, boolean variedSampling) {}

  Asked tenant(String other) {
    return new Asked(other, method, path, query, headers, body, keys);
  }

  Asked target(String otherMethod, String otherPath, String otherQuery) {
    return new Asked(tenant, otherMethod, otherPath, otherQuery, headers, body, keys);
  }

  Asked headers(String... lines) {
    return new Asked(tenant, method, path, query, List.of(lines), body, keys);
  }

  Asked and(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    more.add(value);
    return new Asked(tenant, method, path, query, more, body, keys);
  }

  Asked body(String other) {
    return new Asked(tenant, method, path, query, headers, other, keys);
  }

  /** With this member put first into the body. */
  Asked with(String member) {
    return body("{" + member + "," + body.substring(1));
  }

  Asked keys(String config, boolean perUser, boolean variedSampling) {
    return new Asked(
        tenant, method, path, query, headers, body, new Keys(config, perUser, variedSampling));
  }

  Decision decide() {
    Call call =
        new Call(
            "id",
            method,
            path,
            query,
            new HeaderLines(headers),
            Body.indexed(body.getBytes(UTF_8)));
    return new CacheKeys(keys.config.getBytes(UTF_8), keys.perUser, keys.variedSampling)
        .decide(call, new Caller(tenant, null));
  }

  CacheKey key() {
    return ((Decision.Keyed) decide()).key();
  }

  /** Why there is no key, empty if there is one. */
  String obstacle() {
    return decide() instanceof Decision.Bypass(String reason) ? reason : "";
  }
}
