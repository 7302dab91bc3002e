package dev.sluice.route.tier;

import dev.sluice.models.ModelCatalog;
import dev.sluice.price.PriceTable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures how much processor time a decision takes on large bodies; run by hand, judges nothing.
 */
final class RoutingCost {
  private static final int ROUNDS = 500;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final ModelRouting routing =
      new ModelRouting(
          RoutingConfig.DEFAULT,
          new ModelRouting.Switches(true, true),
          ModelCatalog.bundled(),
          Prices.of(PriceTable.bundled()),
          InstantSource.system());

  private RoutingCost() {}

  private void measure(String name, String body) {
    Request request = Requests.turn(Requests.call(body), Requests.START, null);
    long[] nanos = new long[ROUNDS];
    String reason = "";
    for (int i = 0; i < 2 * ROUNDS; i++) {
      long start = threads.getCurrentThreadCpuTime();
      reason = routing.choose(request).reason();
      nanos[i % ROUNDS] = threads.getCurrentThreadCpuTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%s, %d KB: p50 %d us, p99 %d us (%s)%n",
        name,
        body.length() >> 10,
        nanos[ROUNDS / 2] / 1000,
        nanos[ROUNDS * 99 / 100] / 1000,
        reason);
  }

  /** Prints times for bodies of 300 KB, a short one and a hostile one. */
  public static void main(String[] none) {
    new RoutingCost().measureAll();
  }

  private void measureAll() {
    String words = "The quick brown fox designs nothing, it jumps. ";
    List<String> messages = new ArrayList<>();
    messages.add("{\"role\":\"user\",\"content\":" + Requests.json("Read the files.") + "}");
    for (int i = 0; i < 60; i++) {
      messages.add(
          "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t"
              + i
              + "\",\"name\":\"read_file\",\"input\":{\"path\":\""
              + i
              + "\"}}]}");
      messages.add(
          "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t"
              + i
              + "\",\"content\":"
              + Requests.json(words.repeat(100))
              + "}]}");
    }
    String tools =
        "\"tools\":[{\"name\":\"read_file\",\"description\":"
            + Requests.json(words.repeat(400))
            + ",\"input_schema\":{\"type\":\"object\"}}],";
    String opus = "claude-opus-4-6";
    measure("agent", Requests.body(opus, tools, messages.toArray(String[]::new)));
    measure("one text", Requests.ask(opus, "", "Translate: " + words.repeat(6_500)));
    measure(
        "system",
        Requests.ask(opus, "\"system\":" + Requests.json(words.repeat(6_500)) + ",", "hi"));
    measure("short", Requests.ask(opus, "", "Translate: the cat sleeps"));
    measure("hostile", Requests.ask(opus, "", "„<a>\"'(' `".repeat(27_000)));
  }
}
