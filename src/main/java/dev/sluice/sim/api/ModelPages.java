package dev.sluice.sim.api;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.model.SimModels;
import dev.sluice.sim.rule.Rejection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/models} and {@code /v1/models/{id}}. Stateless. */
public final class ModelPages {
  private ModelPages() {}

  /**
   * Which part of the list is wanted; the cursors and lifecycles are null or empty when not given.
   */
  public record Query(
      int limit, @Nullable String after, @Nullable String before, Set<String> lifecycles) {
    /** Refuses a limit or a pair of cursors that the API refuses. */
    public Query {
      lifecycles = Set.copyOf(lifecycles);
      if (limit < 1 || limit > 1_000) {
        throw Rejection.PAGE_LIMIT.of();
      }
      if (after != null && before != null) {
        throw Rejection.PAGE_BOTH.of();
      }
    }
  }

  /** One page of the list. */
  public static ObjectNode page(Query query) {
    List<SimModel> all =
        SimModels.all().stream()
            .filter(m -> query.lifecycles().isEmpty() || query.lifecycles().contains(m.lifecycle()))
            .toList();
    int from = query.after() == null ? 0 : index(all, query.after()) + 1;
    int to = Math.min(all.size(), from + query.limit());
    if (query.before() != null) {
      to = index(all, query.before());
      from = Math.max(0, to - query.limit());
    }
    List<SimModel> shown = all.subList(from, Math.max(from, to));
    boolean more = query.before() == null ? to < all.size() : from > 0;
    ObjectNode page = Json.object();
    ArrayNode data = page.putArray("data");
    shown.forEach(model -> data.add(json(model)));
    page.put("first_id", shown.isEmpty() ? null : shown.getFirst().id());
    page.put("last_id", shown.isEmpty() ? null : shown.getLast().id());
    return page.put("has_more", more);
  }

  /** One model. */
  public static JsonNode one(String id) {
    SimModel model = SimModels.find(id);
    if (model == null) {
      throw Rejection.NO_MODEL.of(id);
    }
    return json(model);
  }

  private static int index(List<SimModel> models, String id) {
    for (int i = 0; i < models.size(); i++) {
      if (models.get(i).id().equals(id)) {
        return i;
      }
    }
    throw Rejection.NO_MODEL.of(id);
  }

  private static ObjectNode json(SimModel model) {
    ObjectNode node =
        Json.object()
            .put("type", "model")
            .put("id", model.id())
            .put("display_name", model.displayName())
            .put("created_at", model.created())
            .put("lifecycle", model.lifecycle())
            .put("line", model.line())
            .put("max_input_tokens", model.window())
            .put("max_tokens", model.maxOutput());
    node.putNull("deprecated_at").putNull("retires_at");
    ObjectNode can = node.putObject("capabilities");
    for (String name :
        List.of(
            "batch",
            "citations",
            "code_execution",
            "image_input",
            "pdf_input",
            "structured_outputs")) {
      supported(can, name, true);
    }
    ObjectNode thinking = can.putObject("thinking").put("supported", true).putObject("types");
    for (String type : List.of("adaptive", "between_tools", "disabled", "enabled")) {
      supported(thinking, type, model.thinking().takes(type));
    }
    ObjectNode effort = can.putObject("effort").put("supported", model.takesEffort());
    for (String level : List.of("low", "medium", "high", "xhigh", "max")) {
      supported(effort, level, model.takesEffort());
    }
    ObjectNode context = can.putObject("context_management").put("supported", true);
    supported(context, "clear_thinking_20251015", true);
    supported(context, "clear_tool_uses_20250919", true);
    supported(context, "compact_20260112", model.compacts());
    return node;
  }

  private static void supported(ObjectNode to, String name, boolean supported) {
    to.putObject(name).put("supported", supported);
  }
}
