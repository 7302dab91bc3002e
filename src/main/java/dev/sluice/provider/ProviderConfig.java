package dev.sluice.provider;

import dev.sluice.config.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One upstream provider.
 *
 * @param type its dialect
 * @param endpoint base address; a trailing {@code /v1} is accepted and means the same
 * @param key how requests are authenticated there
 * @param retries how often one failed attempt is repeated at this provider, 0-5. The SDKs retry
 *     twice and Claude Code ten times by themselves, and these multiply, so the default is 0
 * @param connections most connections to it, 1 or more; requests beyond them wait
 * @param timeouts how long to wait for what
 * @param proxy an HTTP proxy to reach it through (CONNECT), null for none
 * @param breakpoints which prompt-cache markers it takes
 */
public record ProviderConfig(
    ProviderType type,
    URI endpoint,
    KeySource key,
    int retries,
    int connections,
    Timeouts timeouts,
    @Nullable URI proxy,
    Breakpoints breakpoints) {

  /** Anthropic itself, with the client's own credentials. */
  public static final ProviderConfig ANTHROPIC =
      new ProviderConfig(
          ProviderType.ANTHROPIC,
          URI.create("https://api.anthropic.com"),
          new KeySource.Passthrough(),
          0,
          10_000,
          Timeouts.DEFAULT,
          null,
          Breakpoints.AUTOMATIC);

  public ProviderConfig {
    String scheme = endpoint.getScheme();
    if (endpoint.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new IllegalArgumentException(
          "endpoint: " + endpoint + " (expected: http:// or https:// with a host)");
    }
    if (retries < 0 || retries > 5) {
      throw new IllegalArgumentException("retries: " + retries + " (expected: 0-5)");
    }
    if (connections < 1) {
      throw new IllegalArgumentException("connections: " + connections + " (expected: 1 or more)");
    }
    endpoint = withoutVersion(endpoint);
  }

  /** The same provider, waiting no longer than this for the first byte of a reply. */
  public ProviderConfig answeringWithin(Duration most) {
    if (timeouts.firstByte().compareTo(most) <= 0) {
      return this;
    }
    Timeouts shorter = new Timeouts(timeouts.connect(), most, timeouts.idle());
    return new ProviderConfig(
        type, endpoint, key, retries, connections, shorter, proxy, breakpoints);
  }

  private static URI withoutVersion(URI endpoint) {
    String text = endpoint.toString().replaceAll("/+$", "");
    return URI.create(text.endsWith("/v1") ? text.substring(0, text.length() - 3) : text);
  }

  /** The dialect that a provider speaks. */
  public enum ProviderType {
    /** Anthropic Messages. */
    ANTHROPIC
  }

  /** Which prompt-cache markers a provider takes. */
  public enum Breakpoints {
    /** On blocks, and one at the top level that it places itself. */
    AUTOMATIC,
    /** On blocks only, as the older Bedrock interface. */
    EXPLICIT,
    /** None. */
    NONE
  }

  /** How requests are authenticated at a provider. */
  public sealed interface KeySource {
    /** The client's own credentials go through. */
    record Passthrough() implements KeySource {}

    /**
     * This key replaces whatever the client sent.
     *
     * @param key the provider's key
     */
    record Fixed(Secret key) implements KeySource {}
  }

  /**
   * How long to wait for what.
   *
   * @param connect until a connection stands
   * @param firstByte from the request's end to the reply's status line
   * @param idle longest silence inside a reply
   */
  public record Timeouts(Duration connect, Duration firstByte, Duration idle) {
    /** 5 s, 600 s, 300 s (spec reliability section 2). */
    public static final Timeouts DEFAULT =
        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(600), Duration.ofSeconds(300));

    public Timeouts {
      positive("connect", connect);
      positive("firstByte", firstByte);
      positive("idle", idle);
    }

    private static void positive(String name, Duration time) {
      if (!time.isPositive()) {
        throw new IllegalArgumentException(name + ": 0 (expected: more than zero, such as 30s)");
      }
    }
  }
}
