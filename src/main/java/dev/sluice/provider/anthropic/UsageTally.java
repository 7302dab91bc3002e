package dev.sluice.provider.anthropic;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Adds up the {@code usage} objects of one reply. A later one overwrites what it says; what is
 * absent or null stays (spec anthropic-api section 4). One thread.
 */
final class UsageTally {
  private static final long MOST = 1L << 40;
  private static final int MOST_ITERATIONS = 1_000;

  private Buckets buckets = Buckets.NONE;
  private long thinking;
  private ServerTools serverTools = ServerTools.NONE;
  private Tariff tariff = Tariff.STANDARD;
  private List<Iteration> iterations = List.of();

  /** Takes a {@code usage} object; anything else is no usage. */
  void overwrite(JsonNode usage) {
    buckets = buckets.overwrittenBy(usage);
    thinking = count(usage.path("output_tokens_details"), "thinking_tokens", thinking);
    JsonNode tools = usage.path("server_tool_use");
    serverTools =
        new ServerTools(
            count(tools, "web_search_requests", serverTools.webSearches()),
            count(tools, "web_fetch_requests", serverTools.webFetches()),
            count(tools, "code_execution_requests", serverTools.codeExecutions()));
    String tier = text(usage, "service_tier");
    String speed = text(usage, "speed");
    String geo = text(usage, "inference_geo");
    tariff =
        new Tariff(
            tier == null ? tariff.serviceTier() : tier,
            speed == null ? tariff.speed() : speed,
            geo == null ? tariff.geo() : geo);
    if (usage.path("iterations").isArray()) {
      iterations = iterations(usage.path("iterations"));
    }
  }

  /** The usage so far. */
  Usage usage() {
    return usage(0, false);
  }

  /** The usage of a reply that was cut: at least this much output. */
  Usage estimated(long output) {
    return usage(output, true);
  }

  private Usage usage(long leastOutput, boolean estimated) {
    return new Usage(
        buckets.input,
        buckets.write5m(),
        buckets.write1h(),
        buckets.read,
        Math.max(buckets.output, leastOutput),
        thinking,
        serverTools,
        tariff,
        iterations,
        estimated);
  }

  private static List<Iteration> iterations(JsonNode nodes) {
    List<Iteration> iterations = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (iterations.size() == MOST_ITERATIONS) {
        break;
      }
      String type = text(node, "type");
      Buckets own = Buckets.NONE.overwrittenBy(node);
      iterations.add(
          new Iteration(
              type == null ? "message" : type,
              text(node, "model"),
              own.input,
              own.write5m(),
              own.write1h(),
              own.read,
              own.output));
    }
    return iterations;
  }

  private static long count(JsonNode node, String name, long otherwise) {
    JsonNode value = node.path(name);
    boolean usable = value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0;
    return usable ? Math.min(MOST, value.longValue()) : otherwise;
  }

  /** The text of a member, null if it is missing or no text. */
  static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? value.stringValue() : null;
  }

  /**
   * The token counts as the provider sends them. The split of cache writes by lifetime comes at the
   * start only, so what a later total has more, or all of a total without a split, was written for
   * five minutes.
   */
  private record Buckets(
      long input, long written, long split5m, long split1h, long read, long output) {
    static final Buckets NONE = new Buckets(0, -1, 0, 0, 0, 0);

    Buckets overwrittenBy(JsonNode usage) {
      JsonNode split = usage.path("cache_creation");
      return new Buckets(
          count(usage, "input_tokens", input),
          count(usage, "cache_creation_input_tokens", written),
          count(split, "ephemeral_5m_input_tokens", split5m),
          count(split, "ephemeral_1h_input_tokens", split1h),
          count(usage, "cache_read_input_tokens", read),
          count(usage, "output_tokens", output));
    }

    long write1h() {
      return written < 0 ? split1h : Math.min(split1h, written);
    }

    long write5m() {
      return written < 0 ? split5m : written - write1h();
    }
  }
}
