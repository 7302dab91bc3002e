package dev.sluice.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
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
          alias("ENABLE_SEMANTIC_CACHE", "savings.semantic.mode", Aliases::mode),
          alias("SEMANTIC_SIMILARITY_THRESHOLD", "savings.semantic.minSimilarity"),
          alias("SEMANTIC_CACHE_TTL", "savings.semantic.ttl", counting("s")),
          alias("QDRANT_HOST", "savings.semantic.qdrant.host"),
          alias("QDRANT_PORT", "savings.semantic.qdrant.port"),
          alias("QDRANT_API_KEY", "savings.semantic.qdrant.key"),
          alias("ENABLE_ANTHROPIC_CACHE_CONTROL", "savings.promptCache.enabled"),
          alias("MODEL_ROUTING_ENABLED", "savings.routing.enabled"),
          alias("ROUTER_ENABLED", "savings.routing.enabled"),
          alias("ENABLE_SMART_ROUTING", "savings.routing.enabled"),
          alias("DAILY_BUDGET_USD", "savings.routing.dailyUsd"),
          alias("ENABLE_FILE_HASH_CACHE", "savings.reduce.duplicates.enabled"),
          alias("STRIP_IDE_BOILERPLATE", "savings.reduce.boilerplate.enabled"),
          alias("ENFORCE_DIFF_FIRST", "savings.reduce.diffFirst.enabled"),
          alias("USER_MSG_MAX_CHARS", "savings.reduce.truncate.user", Aliases::tokens),
          alias("TOOL_RESULT_MAX_CHARS", "savings.reduce.truncate.toolResult", Aliases::tokens),
          alias("ENABLE_CONTEXT_PRUNING", "savings.reduce.prune.enabled"),
          alias("ENABLE_CONTEXT_COMPRESSION", "savings.reduce.compress.enabled"),
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

  /** A switch as the semantic cache's mode; what is no switch stays as it is. */
  private static String mode(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> "on";
      case "false", "0", "no", "off" -> "off";
      default -> value;
    };
  }

  /** Characters as tokens, four each. */
  private static String tokens(String value) {
    return value.matches("[0-9]{1,9}") ? Integer.toString(Integer.parseInt(value) / 4) : value;
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
