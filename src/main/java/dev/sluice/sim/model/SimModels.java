package dev.sluice.sim.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models that the simulated provider serves, newest first, with the prices of spec
 * anthropic-api section 7. The cache prices of the 5.2 models are not published; they follow the
 * usual factors.
 */
public final class SimModels {
  private static final Rates TALE_52 = Rates.of(8_000, 800, 40_000);
  private static final Rates TALE_51 = Rates.of(10_000, 250, 50_000);
  private static final Rates TALE_50 = Rates.of(10_000, 1_000, 50_000);
  private static final Rates OPUS_55 = Rates.of(4_000, 200, 20_000);
  private static final Rates OPUS = Rates.of(5_000, 500, 25_000);
  private static final Rates SONNET_55 = Rates.of(2_000, 100, 10_000);
  private static final Rates SONNET_50 = Rates.of(2_000, 200, 10_000);
  private static final Rates SONNET = Rates.of(3_000, 300, 15_000);
  private static final Rates HAIKU_55 = Rates.of(100, 10, 500);
  private static final Rates HAIKU = Rates.of(1_000, 100, 5_000);
  private static final long SMALL = 200_000;
  private static final long BIG = 1_000_000;

  private static final List<SimModel> ALL =
      List.of(
          big("fable", 52, "2026-11-09", 512, TALE_52, ThinkingRule.ALWAYS),
          big("mythos", 52, "2026-11-09", 512, TALE_52, ThinkingRule.ALWAYS),
          big("haiku", 55, "2026-10-07", 512, HAIKU_55, ThinkingRule.OFF_WHEN_CALM),
          big("sonnet", 55, "2026-09-28", 512, SONNET_55, ThinkingRule.BETWEEN_TOOLS),
          big("opus", 55, "2026-09-22", 512, OPUS_55, ThinkingRule.ALWAYS),
          big("fable", 51, "2026-09-01", 512, TALE_51, ThinkingRule.ALWAYS),
          big("mythos", 51, "2026-09-01", 512, TALE_51, ThinkingRule.ALWAYS),
          big("opus", 50, "2026-07-24", 512, OPUS, ThinkingRule.OFF_WHEN_CALM),
          big("sonnet", 50, "2026-06-30", 1_024, SONNET_50, ThinkingRule.OFF_OR_ADAPTIVE),
          big("fable", 50, "2026-06-09", 512, TALE_50, ThinkingRule.ALWAYS),
          big("mythos", 50, "2026-06-09", 512, TALE_50, ThinkingRule.ALWAYS),
          big("opus", 48, "2026-05-28", 1_024, OPUS, ThinkingRule.OFF_OR_ADAPTIVE),
          big("opus", 47, "2026-04-16", 2_048, OPUS, ThinkingRule.OFF_OR_ADAPTIVE),
          big("sonnet", 46, "2026-02-17", 1_024, SONNET, ThinkingRule.ANY),
          big("opus", 46, "2026-02-05", 4_096, OPUS, ThinkingRule.ANY),
          small("opus", "2025-11-24", 4_096, OPUS, "active"),
          small("haiku", "2025-10-15", 4_096, HAIKU, "active"),
          small("sonnet", "2025-09-29", 1_024, SONNET, "deprecated"),
          preview());

  private static final Map<String, SimModel> BY_ID = byId();

  private SimModels() {}

  /** All of them, newest first. */
  public static List<SimModel> all() {
    return ALL;
  }

  /** The model of that id or dated alias, or null. */
  public static @Nullable SimModel find(String id) {
    return BY_ID.get(id);
  }

  private static SimModel big(
      String line, int version, String date, int minimum, Rates rates, ThinkingRule thinking) {
    String number = version % 10 == 0 ? "" + version / 10 : version / 10 + "-" + version % 10;
    return new SimModel(
        "claude-" + line + "-" + number,
        line,
        version,
        date + "T00:00:00Z",
        BIG,
        128_000,
        minimum,
        rates,
        thinking,
        "active");
  }

  private static SimModel small(
      String line, String date, int minimum, Rates rates, String lifecycle) {
    return new SimModel(
        "claude-" + line + "-4-5",
        line,
        45,
        date + "T00:00:00Z",
        SMALL,
        64_000,
        minimum,
        rates,
        ThinkingRule.BUDGET,
        lifecycle);
  }

  private static SimModel preview() {
    return new SimModel(
        "claude-mythos-preview",
        "mythos",
        0,
        "2026-03-01T00:00:00Z",
        BIG,
        128_000,
        2_048,
        TALE_50,
        ThinkingRule.ALWAYS,
        "deprecated");
  }

  private static Map<String, SimModel> byId() {
    Map<String, SimModel> map = new LinkedHashMap<>();
    for (SimModel model : ALL) {
      map.put(model.id(), model);
    }
    alias(map, "claude-opus-4-5-20251101", "claude-opus-4-5");
    alias(map, "claude-sonnet-4-5-20250929", "claude-sonnet-4-5");
    alias(map, "claude-haiku-4-5-20251001", "claude-haiku-4-5");
    return Map.copyOf(map);
  }

  private static void alias(Map<String, SimModel> map, String dated, String id) {
    SimModel model = map.get(id);
    if (model != null) {
      map.put(dated, model);
    }
  }
}
