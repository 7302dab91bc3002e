package dev.sluice.route;

import dev.sluice.exchange.Refusal;
import dev.sluice.exchange.Refused;
import dev.sluice.provider.ProviderConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plans which providers may answer a model name, in which order (DESIGN section 3): every matching
 * rule is a candidate, priority orders them, weight shares the traffic within one priority and
 * keeps a session where it was. Immutable and safe for any thread.
 */
public final class Router {
  private final Map<String, ProviderConfig> providers;
  private final List<ModelRule> rules;
  private final boolean strict;

  /** Plans over these providers (the first is the default) and rules. */
  public Router(Map<String, ProviderConfig> providers, List<ModelRule> rules, boolean strict) {
    this.providers = new LinkedHashMap<>(providers);
    this.rules = List.copyOf(rules);
    this.strict = strict;
  }

  /**
   * The attempts for a request, at least one.
   *
   * @param model the model that the client named, null when it named none
   * @param session keeps a conversation on one candidate; empty for none
   * @throws Refused with 404 when names are strict and no rule matches
   */
  public List<Candidate> plan(@Nullable String model, String session) {
    SortedMap<Integer, List<ModelRule>> byPriority = new TreeMap<>();
    if (model != null) {
      for (ModelRule rule : rules) {
        if (providers.containsKey(rule.provider()) && matches(rule.match(), model)) {
          byPriority.computeIfAbsent(rule.priority(), p -> new ArrayList<>()).add(rule);
        }
      }
    }
    if (byPriority.isEmpty()) {
      return List.of(fallback(model));
    }
    List<Candidate> plan = new ArrayList<>();
    byPriority.values().forEach(same -> plan.addAll(ordered(same, session)));
    return plan;
  }

  /** The provider of everything that names no model. */
  public Candidate standard() {
    Map.Entry<String, ProviderConfig> first = providers.entrySet().iterator().next();
    return new Candidate(first.getKey(), first.getValue(), null);
  }

  private Candidate fallback(@Nullable String model) {
    if (strict && model != null) {
      throw new Refused(
          Refusal.notFound("model: no rule in models matches this name (models are strict)"));
    }
    return standard();
  }

  /** Weighted rendezvous: the same session gets the same order, sessions spread by weight. */
  private List<Candidate> ordered(List<ModelRule> same, String session) {
    Map<ModelRule, Double> score = new HashMap<>();
    for (ModelRule rule : same) {
      long hash = mix((session + "|" + rule.provider() + "|" + rule.model()).hashCode());
      double unit = ((hash >>> 11) + 0.5) / (1L << 53);
      score.put(rule, -Math.log(unit) / rule.weight());
    }
    List<ModelRule> sorted = new ArrayList<>(same);
    sorted.sort(Comparator.comparingDouble(rule -> score.getOrDefault(rule, 0.0)));
    return sorted.stream().map(this::candidate).toList();
  }

  private Candidate candidate(ModelRule rule) {
    ProviderConfig provider = providers.get(rule.provider());
    if (provider == null) {
      throw new IllegalStateException("rule kept for a provider that is not there");
    }
    return new Candidate(rule.provider(), provider, rule.model());
  }

  private static long mix(long value) {
    long z = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Whether a name fits a pattern in which {@code *} stands for any run of characters. */
  static boolean matches(String pattern, String name) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(name);
    }
    if (!name.startsWith(pattern.substring(0, star))) {
      return false;
    }
    String rest = pattern.substring(star + 1);
    for (int from = star; from <= name.length(); from++) {
      if (matches(rest, name.substring(from))) {
        return true;
      }
    }
    return false;
  }

  /**
   * One provider that may answer.
   *
   * @param name the provider's name
   * @param provider its configuration
   * @param model the model name to ask for there, null to keep the client's
   */
  public record Candidate(String name, ProviderConfig provider, @Nullable String model) {}
}
