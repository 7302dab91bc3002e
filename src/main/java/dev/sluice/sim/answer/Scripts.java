package dev.sluice.sim.answer;

import dev.sluice.sim.json.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The scripted answers that still wait for their request, in order. Safe for any thread. */
public final class Scripts {
  private final List<Waiting> waiting = new ArrayList<>();

  private static final class Waiting {
    private final Script script;
    private long left;

    private Waiting(Script script, long left) {
      this.script = script;
      this.left = left;
    }
  }

  /** Adds a script; {@code times} in it says for how many requests, a negative one for all. */
  public synchronized void add(JsonNode node) {
    waiting.add(new Waiting(Script.read(node), Json.number(node, "times", 1)));
  }

  /** Forgets them. */
  public synchronized void clear() {
    waiting.clear();
  }

  /** The script for a request, or null. {@code model} is its model and {@code prompt} its text. */
  public synchronized @Nullable Script take(String model, String prompt) {
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
      Waiting next = all.next();
      if (matches(next.script.match(), model, prompt)) {
        if (next.left > 0 && --next.left == 0) {
          all.remove();
        }
        return next.script;
      }
    }
    return null;
  }

  private static boolean matches(JsonNode match, String model, String prompt) {
    return model.contains(Json.text(match, "model", ""))
        && prompt.contains(Json.text(match, "contains", ""));
  }
}
