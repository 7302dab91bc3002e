package dev.sluice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.sluice.ShippedCode.ALL;
import static dev.sluice.ShippedCode.ROOT;
import static dev.sluice.ShippedCode.check;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The walls between the packages. What a package may use is written down in two tables, which must
 * say exactly what the code does: an edge that is gone leaves them too.
 */
class ArchitectureTest {
  /** Which package uses which. The root package, which knows all of them, is not in it. */
  private static final Map<String, Set<String>> USES =
      Map.ofEntries(
          Map.entry("auth", Set.of("config", "exchange")),
          Map.entry("cache", Set.of("config", "exchange", "log", "message", "provider", "store")),
          Map.entry(
              "cli",
              Set.of("config", "listener", "log", "provider", "sim", "store", "view", "workload")),
          Map.entry("config", Set.of("log")),
          Map.entry(
              "embed",
              Set.of(
                  "cache",
                  "exchange",
                  "history",
                  "message",
                  "models",
                  "price",
                  "provider",
                  "rewrite",
                  "route")),
          Map.entry("exchange", Set.of("message")),
          Map.entry("history", Set.of("exchange", "log", "message")),
          Map.entry("ledger", Set.of("exchange", "log", "message", "price", "store")),
          Map.entry("limit", Set.of("exchange")),
          Map.entry("listener", Set.of("exchange", "limit")),
          Map.entry("log", Set.of()),
          Map.entry("message", Set.of()),
          Map.entry("models", Set.of()),
          Map.entry("price", Set.of("message")),
          Map.entry("provider", Set.of("config", "message")),
          Map.entry(
              "rewrite",
              Set.of(
                  "exchange", "history", "log", "message", "models", "price", "provider", "store")),
          Map.entry(
              "route",
              Set.of("exchange", "history", "log", "message", "models", "price", "provider")),
          Map.entry("sim", Set.of("log")),
          Map.entry("store", Set.of()),
          Map.entry("upstream", Set.of("config", "exchange", "listener", "provider")),
          Map.entry("view", Set.of("exchange", "ledger", "message", "price", "store")),
          Map.entry("workload", Set.of("config", "route", "sim", "view")));

  private static final Set<String> STAGES =
      Set.of(
          "auth",
          "limit",
          "cache",
          "rewrite",
          "route",
          "ledger",
          "price",
          "listener",
          "upstream",
          "provider");

  /**
   * By which types a stage or a face knows a stage: values, and what the two sides of an exchange
   * share.
   */
  private static final Map<String, Set<String>> STAGES_KNOWN =
      Map.of(
          "cache", Set.of("provider.anthropic.ReplyFacts"),
          "cli", Set.of("listener.ListenConfig", "provider.ProviderConfig"),
          "embed",
              Set.of(
                  "cache.Form",
                  "cache.StoredReply",
                  "cache.semantic.SemanticCache",
                  "cache.semantic.SemanticConfig",
                  "cache.semantic.SemanticLookup",
                  "cache.semantic.SemanticStats",
                  "cache.semantic.embed.Embedder",
                  "cache.semantic.embed.EmbeddingFailed",
                  "cache.semantic.embed.LocalEmbedder",
                  "cache.semantic.embed.Shape",
                  "cache.semantic.trust.Outcomes",
                  "price.Claim",
                  "price.Cost",
                  "price.PriceTable",
                  "price.PricesInvalid",
                  "price.Savings",
                  "price.Valued",
                  "provider.anthropic.ReplyFacts",
                  "provider.anthropic.ReplyObserver",
                  "provider.anthropic.ReplyObservers",
                  "provider.anthropic.ReplyText",
                  "rewrite.compress.Compressed",
                  "rewrite.compress.ContextCompressor",
                  "rewrite.memory.Remembered",
                  "rewrite.reduce.ReduceConfig",
                  "route.tier.Choice",
                  "route.tier.ModelRouting",
                  "route.tier.Prices",
                  "route.tier.Request",
                  "route.tier.RoutingConfig",
                  "route.tier.Tier"),
          "ledger", Set.of("price.Cost", "price.Mechanisms", "price.Valued"),
          "listener", Set.of("limit.BodyBudget", "limit.LimitsConfig"),
          "rewrite", Set.of("price.Claim", "price.Cost", "provider.ProviderConfig"),
          "route",
              Set.of(
                  "price.Claim",
                  "price.Cost",
                  "price.ModelPrice",
                  "price.PriceTable",
                  "price.Rates",
                  "provider.ProviderConfig"),
          "upstream",
              Set.of(
                  "listener.Downstream",
                  "provider.ProviderConfig",
                  "provider.anthropic.ReplyFacts",
                  "provider.anthropic.ReplyObserver",
                  "provider.anthropic.ReplyObservers"),
          "view",
              Set.of(
                  "ledger.LedgerEntry",
                  "ledger.LedgerRows",
                  "price.Cost",
                  "price.ModelPrice",
                  "price.PriceTable"),
          "workload", Set.of("route.tier.RoutingConfig"));

  private static Stream<Dependency> dependencies() {
    return ALL.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(edge -> !packageOf(edge.getOriginClass()).isEmpty())
        .filter(edge -> !packageOf(edge.getTargetClass()).isEmpty())
        .filter(edge -> !sameTop(edge));
  }

  private static boolean sameTop(Dependency edge) {
    return packageOf(edge.getOriginClass()).equals(packageOf(edge.getTargetClass()));
  }

  /** The package right below the root one, empty for the root itself and for foreign code. */
  private static String packageOf(JavaClass type) {
    JavaClass component = type.getBaseComponentType();
    String name = component.getPackageName();
    return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1).split("\\.")[0] : "";
  }

  private static String nameIn(JavaClass type) {
    String name = type.getBaseComponentType().getName().substring(ROOT.length() + 1);
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  @Test
  void no_package_depends_on_itself_through_another() {
    check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
    check(slices().matching(ROOT + ".(cli.*)..").should().beFreeOfCycles());
    check(slices().matching(ROOT + ".(sim.*)..").should().beFreeOfCycles());
  }

  @Test
  void each_package_uses_exactly_the_packages_of_the_table() {
    Map<String, Set<String>> used = new TreeMap<>();
    USES.keySet().forEach(name -> used.put(name, new TreeSet<>()));
    dependencies()
        .forEach(edge ->
            used.computeIfAbsent(packageOf(edge.getOriginClass()), name -> new TreeSet<>())
                .add(packageOf(edge.getTargetClass())));

    assertThat(used).isEqualTo(USES);
  }

  @Test
  void stages_and_faces_know_a_stage_only_by_the_types_of_the_table() {
    Map<String, Set<String>> known = new TreeMap<>();
    dependencies()
        .filter(edge -> STAGES.contains(packageOf(edge.getTargetClass())))
        .forEach(edge ->
            known
                .computeIfAbsent(packageOf(edge.getOriginClass()), name -> new TreeSet<>())
                .add(nameIn(edge.getTargetClass())));

    assertThat(known).isEqualTo(STAGES_KNOWN);
  }

  @Test
  void words_know_no_stage_and_no_root() {
    for (String words :
        List.of("message", "exchange", "config", "log", "store", "models", "history")) {
      assertThat(USES.get(words)).as(words).doesNotContainAnyElementsOf(STAGES);
    }
    Set<String> roots = Set.of("cli", "workload");
    check(
        noClasses()
            .that(
                DescribedPredicate.describe(
                    "outside the root package, cli and workload",
                    type -> !packageOf(type).isEmpty() && !roots.contains(packageOf(type))))
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT)));
  }

  @Test
  void the_simulator_shares_no_code_with_what_it_judges() {
    assertThat(USES.get("sim")).containsExactly("log");
  }
}
