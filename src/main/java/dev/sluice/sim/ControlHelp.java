package dev.sluice.sim;

import dev.sluice.sim.fault.FaultReader;
import dev.sluice.sim.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** What {@code GET /__sim/} answers: the calls of the control API, one line each. */
final class ControlHelp {
  private static final String[][] CALLS = {
    {
      "GET /__sim/bill",
      "requests, tokens and nano-dollars, in total, by model and by line; ?lines=false"
    },
    {
      "POST /__sim/reset",
      "forgets everything but accounts: bill, caches, scripts, faults, files, clock"
    },
    {"GET /__sim/clock", "the time that caches and batches go by"},
    {"POST /__sim/clock", "{\"advance\":\"6m\"} or {\"set\":\"2026-11-20T12:00:00Z\"}"},
    {
      "POST /__sim/faults",
      "{match:{path?,model?,contains?},times:n,fault:{kind,…}} or {rules:[…]}; fault may be a name;"
          + " times -1 is for ever"
    },
    {"DELETE /__sim/faults", "forgets the faults that wait"},
    {
      "POST /__sim/answers",
      "{match:{model?,contains?},times:n,text?,content?,stop_reason?,stop_details?,usage?,delayMs?}"
          + " or {answers:[…]}"
    },
    {"DELETE /__sim/answers", "forgets the answers that wait"},
    {"GET /__sim/requests", "the last requests and how each ended; ?limit=n"},
    {"POST /__sim/pace", "{eventDelayMs,firstByteMs,tokensPerSecond} for all replies"},
    {"POST /__sim/misses", "{\"rate\":0.1} makes the prompt cache miss at random"},
    {"POST /__sim/accounts", "{credential,workspace?,organization?} places a credential"},
    {"POST /__sim/batches", "{\"processingMs\":n} is how long later batches take"},
    {"header x-sim-fault", "a fault for this request: name[;argument=value]"},
    {"header x-sim-pace", "a pace for this request: eventDelayMs=20;firstByteMs=5"}
  };

  private ControlHelp() {}

  static ObjectNode json() {
    ObjectNode help = Json.object();
    for (String[] call : CALLS) {
      help.put(call[0], call[1]);
    }
    return help.put("fault names", FaultReader.names()).put("fault kinds", FaultReader.kinds());
  }
}
