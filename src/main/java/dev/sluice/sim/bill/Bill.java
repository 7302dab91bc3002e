package dev.sluice.sim.bill;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.Iteration;
import dev.sluice.sim.model.Spend;
import dev.sluice.sim.model.Tokens;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that was charged since the last reset: totals for ever, single lines for the last
 * 10,000 calls. Safe for any thread.
 */
public final class Bill {
  private static final int LINES = 10_000;

  private final ArrayDeque<BillLine> lines = new ArrayDeque<>();
  private final Map<String, Sum> models = new TreeMap<>();
  private Sum total = Sum.NONE;

  private record Sum(long requests, Tokens tokens, long nanoDollars) {
    private static final Sum NONE = new Sum(0, Tokens.NONE, 0);

    private Sum plus(BillLine line) {
      return new Sum(
          requests + 1, tokens.plus(line.spend().billed()), nanoDollars + line.nanoDollars());
    }
  }

  /** Adds a line. */
  public synchronized void add(BillLine line) {
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(line);
    total = total.plus(line);
    models.merge(line.spend().model(), Sum.NONE.plus(line), (old, _) -> old.plus(line));
  }

  /** Starts a new bill. */
  public synchronized void clear() {
    lines.clear();
    models.clear();
    total = Sum.NONE;
  }

  /** The bill; single lines only on demand. */
  public synchronized ObjectNode json(boolean withLines) {
    ObjectNode bill = sum(total);
    ObjectNode byModel = bill.putObject("models");
    models.forEach((model, sum) -> byModel.set(model, sum(sum)));
    if (withLines) {
      ArrayNode list = bill.putArray("lines");
      lines.forEach(line -> list.add(line(line)));
    }
    return bill;
  }

  private static ObjectNode sum(Sum sum) {
    ObjectNode node = Json.object().put("requests", sum.requests);
    node.set("tokens", tokens(sum.tokens));
    return node.put("nanoDollars", sum.nanoDollars);
  }

  private static ObjectNode line(BillLine line) {
    Spend spend = line.spend();
    ObjectNode node =
        Json.object()
            .put("request", line.request())
            .put("message", line.message())
            .put("at", line.at().toString())
            .put("workspace", line.workspace())
            .put("model", spend.model())
            .put("tier", spend.tier())
            .put("geo", spend.geo())
            .put("speed", spend.speed())
            .put("ended", line.ended());
    node.set("tokens", tokens(spend.billed()));
    if (!spend.iterations().isEmpty()) {
      ArrayNode list = node.putArray("iterations");
      for (Iteration iteration : spend.iterations()) {
        ObjectNode one = list.addObject().put("type", iteration.type());
        one.put("model", iteration.model()).set("tokens", tokens(iteration.tokens()));
      }
    }
    return node.put("nanoDollars", line.nanoDollars());
  }

  private static ObjectNode tokens(Tokens tokens) {
    return Json.object()
        .put("input", tokens.input())
        .put("cacheWrite5m", tokens.write5m())
        .put("cacheWrite1h", tokens.write1h())
        .put("cacheRead", tokens.read())
        .put("output", tokens.output())
        .put("thinking", tokens.thinking())
        .put("webSearches", tokens.searches());
  }
}
