package dev.sluice.sim.prompt;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** How long a cache entry lives when nobody reads it. */
public enum Ttl {
  /** Five minutes, the default. */
  FIVE_MINUTES("5m", Duration.ofMinutes(5)),
  /** One hour. */
  ONE_HOUR("1h", Duration.ofHours(1));

  private final String text;
  private final Duration life;

  Ttl(String text, Duration life) {
    this.text = text;
    this.life = life;
  }

  /** As the API spells it. */
  public String text() {
    return text;
  }

  /** The lifetime. */
  public Duration life() {
    return life;
  }

  /** The lifetime that a {@code cache_control} object asks for. */
  public static Ttl of(JsonNode marker) {
    return marker.path("ttl").asString("5m").equals("1h") ? ONE_HOUR : FIVE_MINUTES;
  }
}
