package dev.sluice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.sluice.ShippedCode.ALL;
import static dev.sluice.ShippedCode.ROOT;
import static dev.sluice.ShippedCode.check;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * What only some places may do: touch a library, make a stage, start a program, ask the time. And
 * what every package and every name has to be.
 */
class BoundariesTest {
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
        ALL.stream()
            .flatMap(type -> type.getAccessesFromSelf().stream())
            .filter(access -> access.getTarget().getFullName().startsWith(method + "("))
            .filter(access -> !allowed.test(access.getOriginOwner()))
            .map(JavaAccess::getDescription)
            .toList();

    assertThat(others).as("calls of %s from elsewhere than %s", method, allowed).isEmpty();
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
    for (JavaClass type : ALL) {
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
        ALL.stream()
            .map(JavaClass::getSimpleName)
            .filter(name -> name.matches(".*(Util|Utils|Manager|Helper|Impl|Service)"))
            .toList();

    assertThat(vague).isEmpty();
  }
}
