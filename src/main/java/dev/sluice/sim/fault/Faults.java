package dev.sluice.sim.fault;

import dev.sluice.sim.json.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The scripted faults that still wait for their request, in order. Safe for any thread. */
public final class Faults {
  private final List<Rule> rules = new ArrayList<>();
  private volatile boolean any;

  private static final class Rule {
    private final JsonNode match;
    private final Fault fault;
    private long left;

    private Rule(JsonNode match, Fault fault, long left) {
      this.match = match;
      this.fault = fault;
      this.left = left;
    }
  }

  /** Adds a rule {@code {match, times, fault}}; a negative {@code times} strikes always. */
  public synchronized void add(JsonNode rule) {
    JsonNode fault = rule.path("fault");
    Fault read =
        fault.isString() ? FaultReader.named(fault.stringValue()) : FaultReader.read(fault);
    rules.add(new Rule(rule.path("match"), read, Json.number(rule, "times", 1)));
    any = true;
  }

  /** Forgets them. */
  public synchronized void clear() {
    rules.clear();
    any = false;
  }

  /** Whether any rule waits; cheap. */
  public boolean any() {
    return any;
  }

  /** The fault for a request, or null. {@code body} is its text. */
  public synchronized @Nullable Fault take(String path, String body) {
    for (Iterator<Rule> all = rules.iterator(); all.hasNext(); ) {
      Rule rule = all.next();
      if (matches(rule.match, path, body)) {
        if (rule.left > 0 && --rule.left == 0) {
          all.remove();
          any = !rules.isEmpty();
        }
        return rule.fault;
      }
    }
    return null;
  }

  private static boolean matches(JsonNode match, String path, String body) {
    String model = Json.text(match, "model");
    return path.startsWith(Json.text(match, "path", ""))
        && body.contains(Json.text(match, "contains", ""))
        && (model == null || hasModel(body, model));
  }

  private static boolean hasModel(String body, String model) {
    return body.matches("(?s).*\"model\"\\s*:\\s*\"" + Pattern.quote(model) + ".*");
  }
}
