package dev.sluice.sim;

import dev.sluice.sim.api.ModelPages;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/models} and {@code /v1/models/{id}} over a socket. */
final class ModelsEndpoint {
  private ModelsEndpoint() {}

  /** Answers; {@code rest} is the path after {@code /v1/models}. */
  static void answer(Visit visit, String rest) {
    if (rest.length() > 1) {
      visit.json(200, ModelPages.one(rest.substring(1)));
      return;
    }
    Set<String> lifecycles = new HashSet<>(visit.request().params().getAll("lifecycle[]"));
    visit.json(
        200,
        ModelPages.page(
            new ModelPages.Query(
                visit.parameter("limit", 20),
                orNull(visit.parameter("after_id")),
                orNull(visit.parameter("before_id")),
                lifecycles)));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
