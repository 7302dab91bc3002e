package dev.sluice.models;

import dev.sluice.models.ModelFacts.Capabilities;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known about models: the table that comes with Sluice, overridden and extended by what the
 * provider says of itself. Safe for any thread; holds 1,000 models at most.
 */
public final class ModelCatalog {
  private static final int MOST = 1_000;
  private static final int LONGEST_ID = 200;
  private static final long MOST_TOKENS = 1_000_000_000L;
  private static final String TYPES = "capabilities.thinking.types.";

  private final Map<String, ModelFacts> models;

  private ModelCatalog(Map<String, ModelFacts> models) {
    this.models = new ConcurrentHashMap<>(models);
  }

  /** A catalog of the models that come with Sluice. */
  public static ModelCatalog bundled() {
    return new ModelCatalog(ModelTable.bundled());
  }

  /** What is known of a model, in whatever form it is named. */
  public ModelFacts find(String model) {
    ModelFacts exact = models.get(model);
    if (exact != null) {
      return exact;
    }
    String plain = ModelNames.plain(model);
    ModelFacts facts = models.get(plain);
    return facts == null ? ModelFacts.unknown(plain) : facts;
  }

  /**
   * Takes over what a reply of {@code GET /v1/models} says, the list or one model. What it does not
   * say stays as it was, and what it cannot say of a model that is new stays absent. Anything else
   * than such a reply is ignored.
   */
  public synchronized void learn(byte[] modelsReply) {
    for (Map<String, String> told : ModelsReply.models(modelsReply)) {
      String name = told.getOrDefault("id", "");
      ModelFacts before = find(name);
      boolean room = before.known() || models.size() < MOST;
      if (!name.isBlank() && name.length() <= LONGEST_ID && room) {
        ModelFacts now = merged(before, told);
        models.replaceAll((id, facts) -> facts.id().equals(now.id()) ? now : facts);
        models.put(now.id(), now);
      }
    }
  }

  private static ModelFacts merged(ModelFacts before, Map<String, String> told) {
    return new ModelFacts(
        before.id(),
        true,
        before.cacheMinimum(),
        can(told, "context_management.compact_20260112", before.compacts()),
        before.bindsThinking(),
        tokens(told.get("max_input_tokens"), before.window()),
        tokens(told.get("max_tokens"), before.maxOutput()),
        before.tokenFactor(),
        capabilities(before.capabilities(), told));
  }

  private static Capabilities capabilities(Capabilities before, Map<String, String> told) {
    return new Capabilities(
        can(told, "image_input", before.images()),
        can(told, "pdf_input", before.documents()),
        can(told, "effort", before.effort()),
        can(told, "structured_outputs", before.structuredOutput()),
        thinking(told, before.thinkingTypes()),
        before.forcedTools(),
        before.sampling(),
        before.prefill());
  }

  private static boolean can(Map<String, String> told, String what, boolean before) {
    String value = told.get("capabilities." + what + ".supported");
    if (value == null) {
      value = told.get("capabilities." + what);
    }
    return "true".equals(value) || (before && !"false".equals(value));
  }

  private static Set<String> thinking(Map<String, String> told, Set<String> before) {
    Set<String> types =
        told.keySet().stream().filter(path -> path.startsWith(TYPES)).collect(Collectors.toSet());
    if (types.isEmpty()) {
      return "false".equals(told.get("capabilities.thinking.supported"))
          ? Set.of("disabled")
          : before;
    }
    return types.stream()
        .filter(path -> "true".equals(told.get(path)))
        .map(path -> path.substring(TYPES.length()).replaceFirst("\\.supported$", ""))
        .filter(type -> type.indexOf('.') < 0)
        .collect(Collectors.toSet());
  }

  private static long tokens(@Nullable String told, long before) {
    if (told == null || !told.matches("[1-9]\\d{0,9}")) {
      return before;
    }
    long tokens = Long.parseLong(told);
    return tokens <= MOST_TOKENS ? tokens : before;
  }
}
