package dev.sluice.config;

import java.net.InetAddress;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The environment names of other proxies that set keys of Sluice. Of several names for one key the
 * one further up is the more specific one and wins; a {@code SLUICE_} name beats them all.
 */
public final class Aliases {
  private static final List<Alias> ALL =
      List.of(
          alias("TOKEN_PROXY_PORT", "listen.port"),
          alias("PORT", "listen.port"),
          alias("HOST", "listen.host"),
          alias("REQUEST_TIMEOUT", "providers.anthropic.timeouts.firstByte", Aliases::millis),
          alias("LOG_LEVEL", "log.level", Aliases::level),
          alias("CACHE_ENABLED", "savings.cache.enabled"),
          alias("CACHE_TTL_SECONDS", "savings.cache.ttl", counting("s")),
          alias("CACHE_TTL_HOURS", "savings.cache.ttl", counting("h")),
          alias("CACHE_MAX_ENTRIES", "savings.cache.maxEntries"),
          alias("COST_ALERT_THRESHOLD_USD", "ledger.dailyAlertUsd"),
          alias("GATEWAY_API_KEY", "keys.default.key"),
          alias("ANTHROPIC_API_KEY", "providers.anthropic.key"));

  private Aliases() {}

  /**
   * One name.
   *
   * @param name the variable
   * @param path the key that it sets
   * @param turn its value in Sluice's notation; what cannot be turned stays as it is
   */
  public record Alias(String name, String path, UnaryOperator<String> turn) {}

  /** The table. */
  public static List<Alias> all() {
    return ALL;
  }

  private static Alias alias(String name, String path) {
    return new Alias(name, path, value -> value);
  }

  private static Alias alias(String name, String path, UnaryOperator<String> turn) {
    return new Alias(name, path, turn);
  }

  private static UnaryOperator<String> counting(String unit) {
    return value -> value.matches("[0-9]+") ? value + unit : value;
  }

  /** Fewer than 1,000 are surely meant as seconds, so they stay without a unit and are refused. */
  private static String millis(String value) {
    return value.matches("[0-9]{4,}") ? value + "ms" : value;
  }

  private static String level(String value) {
    return value.equalsIgnoreCase("warning") ? "warn" : value;
  }

  /**
   * Whether HOST is an address to listen on. Shells such as zsh set it to the machine's name, which
   * must not change where the gateway listens.
   */
  static boolean isAddress(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
