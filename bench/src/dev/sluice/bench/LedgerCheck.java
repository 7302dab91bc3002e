package dev.sluice.bench;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the requests that were sent to the gateway with the exchanges that it has counted. */
final class LedgerCheck {

  private static final Pattern CALLS = Pattern.compile("\"session_calls\"\\s*:\\s*(\\d+)");

  private final Contestant gateway;
  private final long before;

  LedgerCheck(Field field) {
    gateway =
        field.all().stream()
            .filter(c -> c.name().equals(Contestant.GATEWAY))
            .findAny()
            .orElse(null);
    before = calls();
  }

  /** A sentence on whether every request is accounted for; empty without a gateway that tells. */
  String compare(Map<String, Long> requests) throws InterruptedException {
    long sent = gateway == null ? 0 : requests.getOrDefault(gateway.name(), 0L);
    long counted = calls() - before;
    for (int i = 0; i < 20 && before >= 0 && counted < sent; i++) {
      Thread.sleep(100);
      counted = calls() - before;
    }
    return before < 0
        ? ""
        : "The gateway counted " + counted + " exchanges for " + sent + " requests.";
  }

  private long calls() {
    Matcher found = CALLS.matcher(gateway == null ? "" : Probe.get(gateway.port(), "/proxy/stats"));
    return found.find() ? Long.parseLong(found.group(1)) : -1;
  }
}
