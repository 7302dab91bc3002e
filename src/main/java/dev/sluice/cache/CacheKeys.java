package dev.sluice.cache;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.Headers;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request may be answered from the cache and under which key. Safe for any
 * thread.
 *
 * <p>The key is a hash over length-prefixed parts, so that no part can pose as another: tenant,
 * method, path, query, the headers that change a reply, the configuration, then the body's members
 * by name with their raw bytes. Left out is what does not change a reply: {@code stream} and its
 * options, {@code metadata} unless it separates users, Claude Code's attribution block.
 */
public final class CacheKeys {
  private static final List<String> HEADERS =
      List.of(
          "anthropic-version",
          "anthropic-workspace-id",
          "anthropic-user-profile-id",
          "anthropic-organization-id",
          "x-sluice-route");
  private static final Set<String> LEFT_OUT = Set.of("stream", "stream_options");

  private final byte[] configHash;
  private final boolean perUser;
  private final boolean variedSampling;

  /**
   * Makes keys for one configuration.
   *
   * @param configHash a hash of all settings that change replies
   * @param perUser whether {@code metadata} separates entries
   * @param variedSampling whether requests with an explicit temperature above 0.3 are answered from
   *     the cache too
   */
  public CacheKeys(byte[] configHash, boolean perUser, boolean variedSampling) {
    this.configHash = configHash.clone();
    this.perUser = perUser;
    this.variedSampling = variedSampling;
  }

  /** The key of this call, or why it has none. */
  public Decision decide(Call call, Caller caller) {
    String obstacle = Cacheable.obstacle(call, variedSampling);
    return obstacle != null
        ? new Decision.Bypass(obstacle)
        : new Decision.Keyed(new CacheKey(caller.tenant(), hash(call, caller)));
  }

  private byte[] hash(Call call, Caller caller) {
    Parts parts = new Parts();
    parts.add("sluice exact cache 1");
    parts.add(caller.tenant());
    parts.add(call.method());
    parts.add(call.path());
    parts.add(call.query());
    for (String header : HEADERS) {
      parts.addOptional(call.headers().joined(header));
    }
    Set<String> betas = betas(call.headers());
    parts.count(betas.size());
    betas.forEach(parts::add);
    parts.add(configHash, 0, configHash.length);
    members(parts, call.body().bytes(), Objects.requireNonNull(call.body().index()));
    return parts.hash();
  }

  private static Set<String> betas(Headers headers) {
    Set<String> betas = new TreeSet<>();
    for (String line : headers.all("anthropic-beta")) {
      for (String beta : line.split(",", -1)) {
        if (!beta.isBlank()) {
          betas.add(beta.strip());
        }
      }
    }
    return betas;
  }

  private void members(Parts parts, byte[] bytes, Index index) {
    Map<String, Span> members = new TreeMap<>(index.members());
    members.keySet().removeAll(LEFT_OUT);
    if (!perUser) {
      members.remove("metadata");
    }
    parts.count(members.size());
    Span attribution = index.attribution();
    members.forEach((name, value) -> {
      parts.add(name);
      if (name.equals("system") && attribution != null) {
        parts.addWithout(bytes, value, attribution);
      } else {
        parts.add(bytes, value.from(), value.to());
      }
    });
  }

  /** A hash over parts, each with its length before it. */
  private static final class Parts {
    private final MessageDigest digest = sha256();

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    void count(int count) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        digest.update((byte) (count >> shift));
      }
    }

    /** The text by its UTF-16 units: every other encoding writes unpaired surrogates alike. */
    void add(String text) {
      byte[] units = new byte[2 * text.length()];
      for (int i = 0; i < text.length(); i++) {
        units[2 * i] = (byte) (text.charAt(i) >> 8);
        units[2 * i + 1] = (byte) text.charAt(i);
      }
      add(units, 0, units.length);
    }

    void addOptional(@Nullable String text) {
      count(text == null ? 0 : 1);
      if (text != null) {
        add(text);
      }
    }

    void add(byte[] bytes, int from, int to) {
      count(to - from);
      digest.update(bytes, from, to - from);
    }

    /** One part: the value without the bytes of this span within it. */
    void addWithout(byte[] bytes, Span value, Span without) {
      count(value.length() - without.length());
      digest.update(bytes, value.from(), without.from() - value.from());
      digest.update(bytes, without.to(), value.to() - without.to());
    }

    byte[] hash() {
      return digest.digest();
    }
  }
}
