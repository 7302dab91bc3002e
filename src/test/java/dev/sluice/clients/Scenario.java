package dev.sluice.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One thing that can happen between a client and a provider.
 *
 * @param name what happens, unique
 * @param mode what the client calls
 * @param fault what the provider does wrong
 * @param outcome what has to be equal with and without the gateway
 */
record Scenario(String name, String mode, Fault fault, Outcome outcome) {
  private static final int[] STATUSES = {
    400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529
  };

  /** What has to be equal with and without the gateway. */
  enum Outcome {
    /** Everything that the client and the provider see. */
    SAME,
    /** The class of the failure and what the provider sees: a time limit says its address. */
    SAME_FAILURE,
    /**
     * A failure, and what the provider sees. Its class may differ (an unreachable provider is a 502
     * of the gateway), and so may the end without a gateway, which some SDKs take for a success.
     */
    FAILS
  }

  /** Every scenario, in the order of spec clients section 2 and clients-2 section 4. */
  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    for (String mode :
        List.of("plain", "events", "stream", "tools", "toolstream", "count", "models")) {
      all.add(same(mode, Fault.NONE));
    }
    all.addAll(statuses());
    all.addAll(retryHeaders());
    all.addAll(brokenStreams());
    all.addAll(brokenConnections());
    return all;
  }

  private static List<Scenario> statuses() {
    return IntStream.of(STATUSES)
        .mapToObj(Fault::status)
        .flatMap(fault -> List.of(same("plain", fault), same("stream", fault)).stream())
        .toList();
  }

  private static List<Scenario> retryHeaders() {
    Fault limited = Fault.status(429).with("retry-after", "1");
    return List.of(
        same("plain", limited.once()),
        same("stream", limited.once()),
        same("plain", Fault.status(503).with("retry-after-ms", "30")),
        same("stream", Fault.status(529).once()),
        same("plain", Fault.status(429).with("x-should-retry", "false")),
        same("stream", Fault.status(529).with("x-should-retry", "false")),
        same("plain", Fault.status(401).with("x-should-retry", "false")),
        same("plain", Fault.status(400).with("x-should-retry", "true")),
        same("stream", Fault.status(400).with("x-should-retry", "true").once()),
        same("plain", Fault.detailed(400, "thread_unsupported_request")),
        same("stream", Fault.detailed(404, "thread_not_found")));
  }

  private static List<Scenario> brokenStreams() {
    return List.of(
        same("events", Fault.of("error-first")),
        same("stream", Fault.of("error-first")),
        same("events", Fault.of("error-mid-stream")),
        same("stream", Fault.of("error-mid-stream")),
        scenario("events", Fault.of("reset-mid-stream"), Outcome.FAILS),
        scenario("stream", Fault.of("reset-mid-stream"), Outcome.FAILS),
        scenario("events", Fault.of("clean-cut"), Outcome.FAILS),
        scenario("stream", Fault.of("clean-cut"), Outcome.FAILS),
        same("plain", Fault.of("html-200")),
        same("stream", Fault.of("html-200")),
        same("events", Fault.of("json-for-stream")),
        same("events", Fault.of("sse-without-event-lines")),
        same("plain", Fault.of("broken-json")),
        same("stream", Fault.of("broken-json")));
  }

  private static List<Scenario> brokenConnections() {
    return List.of(
        scenario("plain", Fault.of("reset-before-headers"), Outcome.FAILS),
        scenario("stream", Fault.of("reset-before-headers"), Outcome.FAILS),
        same("plain", Fault.of("reset-before-headers").once()),
        scenario("plain", Fault.of("stall-before-headers"), Outcome.SAME_FAILURE),
        scenario("stream", Fault.of("stall-before-headers"), Outcome.SAME_FAILURE),
        scenario("stream", Fault.of("stall-mid-stream").with("ms", "3000"), Outcome.FAILS));
  }

  private static Scenario same(String mode, Fault fault) {
    return scenario(mode, fault, Outcome.SAME);
  }

  private static Scenario scenario(String mode, Fault fault, Outcome outcome) {
    return new Scenario((mode + " " + fault).strip(), mode, fault, outcome);
  }

  /** Marks the requests of this scenario; part of their prompt. */
  String mark() {
    return "[" + name + "]";
  }

  /** Names the scenario in reports. */
  @Override
  public String toString() {
    return name;
  }
}
