package dev.sluice.cache.semantic;

import dev.sluice.cache.CacheKeys;
import dev.sluice.cache.Decision;
import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Splices;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests may be answered by the reply to another one, and the wall around each (spec peers
 * section 3.3, numbers 2 and 3). Safe for any thread.
 *
 * <p>The partition is the exact cache's key of the request with its last user text taken out: so
 * tenant, model, system, every parameter, the headers that matter and all earlier turns must be the
 * same to the byte, and what may not be cached exactly may not be cached here.
 */
final class Eligible {
  private static final int MOST_CHARS = 600;
  private static final double STEADY = 0.3;
  private static final byte[] NO_TEXT = "\"\"".getBytes(StandardCharsets.US_ASCII);

  /** What the question was, or why there is none. */
  sealed interface Result {
    /** It may be answered. */
    record Asked(Question question) implements Result {}

    /** It may not, for this reason. */
    record Not(String reason) implements Result {}
  }

  private final CacheKeys keys;
  private final String policy;

  /**
   * Decides for one configuration.
   *
   * @param policy what changes when embeddings or rules do
   */
  Eligible(String policy, boolean perUser) {
    this.policy = policy;
    keys = new CacheKeys(policy.getBytes(StandardCharsets.UTF_8), perUser, false);
  }

  Result decide(Call call, Caller caller) {
    String wish = call.headers().joined("x-sluice-cache");
    if (wish != null) {
      return new Result.Not("x-sluice-cache");
    }
    Index index = call.body().index();
    String obstacle = index == null ? "body cannot be read without doubt" : obstacle(index);
    if (index == null || obstacle != null) {
      return new Result.Not(Objects.requireNonNull(obstacle));
    }
    String text = Objects.requireNonNull(index.lastUserText());
    return switch (keys.decide(without(call, index), caller)) {
      case Decision.Bypass(String reason) -> new Result.Not(reason);
      case Decision.Keyed(var key) ->
          new Result.Asked(
              new Question(
                  text, HexFormat.of().formatHex(key.hash()), family(call.body(), index, caller)));
    };
  }

  private static @Nullable String obstacle(Index index) {
    if (!index.tools().isEmpty() || index.members().containsKey("tool_choice")) {
      return "tools";
    }
    String thinking = index.raw("thinking");
    if (thinking != null && !thinking.equals("null") && !thinking.contains("\"disabled\"")) {
      return "thinking";
    }
    if (!Set.of("text").containsAll(index.blockTypes())) {
      return "more than text";
    }
    String sampling = sampling(index);
    return sampling != null ? sampling : text(index);
  }

  private static @Nullable String sampling(Index index) {
    if (!says(index, "temperature", STEADY)) {
      return "temperature above 0.3";
    }
    for (String member : List.of("top_p", "top_k")) {
      String raw = index.raw(member);
      boolean harmless =
          raw == null
              || raw.equals("null")
              || (member.equals("top_k") && raw.equals("1"))
              || (index.raw("temperature") != null && says(index, "temperature", 0));
      if (!harmless) {
        return member;
      }
    }
    return null;
  }

  private static boolean says(Index index, String member, double most) {
    String raw = index.raw(member);
    try {
      return raw == null || raw.equals("null") || Double.parseDouble(raw) <= most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static @Nullable String text(Index index) {
    if (index.messages().isEmpty()) {
      return "no messages";
    }
    Index.Message last = index.messages().getLast();
    String text = index.lastUserText();
    if (!"user".equals(last.role()) || last.lastText() == null || text == null) {
      return "no user text at the end";
    }
    if (text.length() > MOST_CHARS) {
      return "text too long";
    }
    return Wordings.obstacle(text);
  }

  private static Call without(Call call, Index index) {
    var text = Objects.requireNonNull(index.messages().getLast().lastText());
    byte[] bytes = new Splices().replace(text, NO_TEXT).apply(call.body().bytes());
    return new Call(
        call.id(), call.method(), call.path(), call.query(), call.headers(), Body.indexed(bytes));
  }

  private String family(Body body, Index index, Caller caller) {
    MessageDigest digest = sha256();
    for (String part : List.of(policy, caller.tenant(), String.valueOf(index.model()))) {
      digest.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
    }
    var system = index.members().get("system");
    var attribution = index.attribution();
    if (system != null && attribution != null) {
      digest.update(body.bytes(), system.from(), attribution.from() - system.from());
      digest.update(body.bytes(), attribution.to(), system.to() - attribution.to());
    } else if (system != null) {
      digest.update(body.bytes(), system.from(), system.length());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
