package dev.sluice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The walls between the packages. What a package may use is written down in two tables, which must
 * say exactly what the code does: an edge that is gone leaves them too.
 */
class ArchitectureTest {
  private static final String ROOT = "dev.sluice";

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

  private static JavaClasses code = new ClassFileImporter().importClasses();

  @BeforeAll
  static void read_the_code() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    code =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
  }

  private static Stream<Dependency> dependencies() {
    return code.stream()
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

  private static void check(ArchRule rule) {
    rule.check(code);
  }

  /** Only these, by package or by class, may touch what the predicate describes. */
  private static void onlyThese(DescribedPredicate<JavaClass> what, String reason, String... who) {
    check(
        noClasses()
            .that(DescribedPredicate.not(isOneOf(List.of(who))))
            .should()
            .dependOnClassesThat(what)
            .because(reason));
  }

  /** In a package of this name, or below it, or the class of this name with what is nested. */
  private static DescribedPredicate<JavaClass> isOneOf(List<String> names) {
    return DescribedPredicate.describe(
        "of " + names,
        type ->
            names.stream()
                .map(name -> ROOT + "." + name)
                .anyMatch(name ->
                    type.getName().equals(name)
                        || type.getName().startsWith(name + ".")
                        || type.getName().startsWith(name + "$")));
  }

  private static DescribedPredicate<JavaClass> library(String... packages) {
    return resideInAnyPackage(Stream.of(packages).map(p -> p + "..").toArray(String[]::new));
  }

  private static void calledOnlyBy(String method, String... who) {
    DescribedPredicate<JavaClass> allowed = isOneOf(List.of(who));
    List<String> others =
        code.stream()
            .flatMap(type -> type.getAccessesFromSelf().stream())
            .filter(access -> access.getTarget().getFullName().startsWith(method + "("))
            .filter(access -> !allowed.test(access.getOriginOwner()))
            .map(JavaAccess::getDescription)
            .toList();

    assertThat(others).as("calls of %s from elsewhere than %s", method, allowed).isEmpty();
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

  @Test
  void only_listener_upstream_and_simulator_know_the_sockets() {
    onlyThese(
        library("io.vertx", "io.netty"),
        "Wiring starts the event loops, Serving ends them; nobody else has sockets",
        "listener",
        "upstream",
        "sim",
        "Wiring",
        "Serving");
  }

  @Test
  void each_library_stays_where_it_is_needed() {
    onlyThese(
        library("java.sql", "org.sqlite"),
        "SQL is spoken by stores and their readers",
        "store",
        "cache",
        "rewrite.memory",
        "rewrite.reduce",
        "ledger",
        "view",
        "cli.doctor");
    onlyThese(library("picocli"), "options are the command line's", "cli");
    onlyThese(library("org.snakeyaml"), "YAML is configuration and prices", "config", "price");
    onlyThese(library("io.prometheus"), "metrics are a view", "view");
    onlyThese(
        library("java.net.http"),
        "sample agents are clients, and so is the semantic cache of its embedder and of Qdrant",
        "cli.demo",
        "workload",
        "cache.semantic.rest");
    onlyThese(
        library("tools.jackson.databind"),
        "a request is never read into a tree; usage, stored records and the simulator are",
        "provider.anthropic",
        "cache.UsageText",
        "ledger.EntryRest",
        "cli",
        "workload",
        "sim");
  }

  @Test
  void only_the_wiring_makes_stages() {
    for (String stage :
        List.of(
            "auth.Callers",
            "auth.LocalSafety",
            "limit.Slots",
            "listener.HttpListener",
            "route.Router",
            "upstream.Upstreams",
            "view.Meter",
            "Answers",
            "Attempts",
            "Door",
            "Entries",
            "Faces",
            "Gateway",
            "Lookups",
            "OwnCalls",
            "Rewriting",
            "Savers",
            "rewrite.Rewrites")) {
      calledOnlyBy(ROOT + "." + stage + ".<init>", "Wiring", stage);
    }
    for (String stage : List.of("history.Histories", "route.tier.ModelRouting")) {
      calledOnlyBy(ROOT + "." + stage + ".<init>", "Wiring", stage, "embed.ModelRouter");
    }
    calledOnlyBy(
        ROOT + ".cache.CacheKeys.<init>", "Wiring", "cache.CacheKeys", "cache.semantic.Eligible");
    calledOnlyBy(ROOT + ".cache.ExactCache.open", "Wiring", "cache.ExactCache");
    calledOnlyBy(ROOT + ".ledger.SqliteLedger.open", "Wiring");
  }

  @Test
  void only_one_class_reads_the_environment() {
    calledOnlyBy("java.lang.System.getenv", "cli.Environment");
  }

  @Test
  void only_the_command_run_starts_a_program() {
    onlyThese(
        nameMatching("java\\.lang\\.ProcessBuilder(\\$.*)?").forSubtype(),
        "nothing that comes over the network may reach a shell",
        "cli.Child");
    calledOnlyBy("java.lang.Runtime.exec");
  }

  @Test
  void nothing_evaluates_code_or_objects_from_outside() {
    onlyThese(
        library("javax.script", "javax.naming", "java.rmi", "java.beans"),
        "scripts, JNDI and remote objects run foreign code");
    onlyThese(
        nameMatching("java\\.io\\.ObjectInputStream(\\$.*)?|java\\.net\\.URLClassLoader")
            .forSubtype(),
        "deserialisation and class loading run foreign code; the embedding model's jars are ours",
        "cache.semantic.embed.OnnxModel");
    calledOnlyBy("java.lang.Class.forName", "cli.Signals");
  }

  @Test
  void only_the_clock_that_comes_in_tells_the_time() {
    for (String now :
        List.of("time.Instant.now", "time.LocalDate.now", "lang.System.currentTimeMillis")) {
      calledOnlyBy("java." + now);
    }
  }

  @Test
  void every_package_is_described_and_null_marked() {
    Set<String> bare = new TreeSet<>();
    for (JavaClass type : code) {
      boolean marked =
          type.getPackage()
              .tryGetPackageInfo()
              .filter(info -> info.isAnnotatedWith(NullMarked.class))
              .isPresent();
      if (!marked) {
        bare.add(type.getPackageName());
      }
    }

    assertThat(bare).isEmpty();
  }

  @Test
  void names_say_what_a_type_is() {
    List<String> vague =
        code.stream()
            .map(JavaClass::getSimpleName)
            .filter(name -> name.matches(".*(Util|Utils|Manager|Helper|Impl|Service)"))
            .toList();

    assertThat(vague).isEmpty();
  }
}
