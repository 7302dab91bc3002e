package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.exchange.CacheState;
import dev.sluice.exchange.Ending;
import dev.sluice.exchange.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say is so: links, commands, tables. */
class DocsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern FENCE = Pattern.compile("```(\\w*)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z][a-z-]*");

  /** Class-path entries by file name that are there for tests or for the compiler only. */
  private static final Pattern NOT_AT_RUN_TIME =
      Pattern.compile(
          "(junit|assertj|byte-buddy|opentest4j|apiguardian|archunit|slf4j|jspecify|surefire"
              + "|jacoco|org\\.jacoco).*");

  private static String text(String file) throws IOException {
    return Files.readString(Path.of(file));
  }

  /** All documents of the tree, without what is built or installed in it. */
  private static List<Path> documents() throws IOException {
    Set<String> foreign = Set.of("target", "node_modules", ".git", ".check", ".venv");
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        Path.of("."),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return foreign.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              found.add(file.normalize());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  /** The cells of the rows below this heading of a table, up to the table's end. */
  private static List<List<String>> rows(String document, String heading) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(Path.of(document))) {
      if (line.startsWith(heading)) {
        inside = true;
      } else if (inside && !line.startsWith("|")) {
        break;
      } else if (inside && !line.startsWith("|--") && !line.startsWith("|-")) {
        String[] cells = line.substring(1).split("\\|", -1);
        rows.add(Stream.of(cells).map(String::strip).toList());
      }
    }
    assertThat(rows).as("%s: a table that begins %s", document, heading).isNotEmpty();
    return rows;
  }

  private static List<String> quoted(String cell) {
    return Pattern.compile("`([^`]+)`").matcher(cell).results().map(r -> r.group(1)).toList();
  }

  private static List<String> links(String text) {
    return LINK.matcher(text).results().map(r -> r.group(1)).toList();
  }

  /** The lines of a document that a reader would type into a shell. */
  private static List<String> shellLines(String document) throws IOException {
    return FENCE
        .matcher(text(document))
        .results()
        .filter(block -> block.group(1).equals("sh"))
        .flatMap(block -> block.group(2).lines())
        .map(line -> line.replaceAll("\\s#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private record Ran(int code, String out) {}

  private static Ran run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Ran(Main.run(args, stream, stream), out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void every_link_inside_the_tree_leads_somewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      for (String link : links(Files.readString(document))) {
        if (!link.matches("[a-z]+:.*") && !leads(document, link)) {
          broken.add(document + ": " + link);
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  private static boolean leads(Path document, String link) throws IOException {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? document : document.resolveSibling(file);
    if (!Files.exists(target) || target.normalize().startsWith("..")) {
      return false;
    }
    return hash < 0 || anchors(target).contains(link.substring(hash + 1));
  }

  private static Set<String> anchors(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void the_table_of_the_path_has_the_fields_of_the_gateway_in_code_and_files_that_exist()
      throws IOException {
    List<List<String>> path = rows("ARCHITECTURE.md", "| stage | file |");
    Set<String> fields =
        Arrays.stream(Gateway.class.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
            .map(Field::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> named =
        path.stream()
            .flatMap(row -> quoted(row.getFirst()).stream())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).isEqualTo(fields);
    assertThat(path)
        .allSatisfy(row -> assertThat(links(row.get(1))).as(row.getFirst()).isNotEmpty());
  }

  @Test
  void the_architecture_fits_two_pages() throws IOException {
    assertThat(text("ARCHITECTURE.md").replaceAll("\\]\\([^)]*\\)", "]").split("\\s+").length)
        .isLessThan(1300);
  }

  @Test
  void every_command_in_the_documents_is_one_with_options_that_it_has() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<String> lines = new ArrayList<>(shellLines("README.md"));
    lines.addAll(shellLines("CONTRIBUTING.md"));
    for (String line : lines) {
      String typed = line.replaceFirst("^eval \"\\$\\((.*)\\)\"$", "$1");
      if (typed.startsWith("./sluice ")) {
        if (!known(typed.substring("./sluice ".length()))) {
          wrong.add(line);
        }
      } else if (typed.startsWith("./") && !Files.isExecutable(Path.of(typed.split(" ")[0]))) {
        wrong.add(line);
      }
    }

    assertThat(lines).hasSizeGreaterThan(12);
    assertThat(wrong).isEmpty();
  }

  private static boolean known(String typed) {
    String own = typed.split(" -- ", -1)[0];
    String name =
        own.startsWith("config show") || own.startsWith("bench ")
            ? String.join(" ", List.of(own.split(" ", -1)).subList(0, 2))
            : own.split(" ", -1)[0];
    List<String> help = new ArrayList<>(List.of(name.split(" ", -1)));
    help.add("--help");
    Ran ran = run(help.toArray(String[]::new));
    Matcher options = OPTION.matcher(" " + own);
    return ran.code() == 0
        && options.results().map(MatchResult::group).allMatch(option -> ran.out().contains(option));
  }

  @Test
  void the_code_that_the_readme_explains_is_a_code() {
    assertThat(run("explain", "C012").code()).isZero();
    assertThat(run("version").out()).startsWith("sluice ");
  }

  @Test
  void the_exit_codes_are_those_of_the_command_line() throws IOException {
    List<String> numbers =
        Arrays.stream(ExitCode.values()).map(code -> Integer.toString(code.number())).toList();

    for (String document : List.of("README.md", "docs/errors.md")) {
      assertThat(rows(document, "| exit code |")).extracting(List::getFirst).isEqualTo(numbers);
    }
  }

  @Test
  void the_table_of_dependencies_lists_exactly_the_jars_of_the_run_time() throws IOException {
    Set<String> jars =
        Arrays.stream(classPath().split(Pattern.quote(File.pathSeparator)))
            .map(entry -> Path.of(entry).getFileName().toString())
            .filter(name -> name.endsWith(".jar") && !NOT_AT_RUN_TIME.matcher(name).matches())
            .map(name -> name.replaceFirst("-\\d.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> listed =
        rows("docs/dependencies.md", "| jar |").stream()
            .flatMap(row -> quoted(row.getFirst()).stream())
            .toList();

    assertThat(listed).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(25);
    assertThat(new TreeSet<>(listed)).isEqualTo(jars);
  }

  private static String classPath() {
    String ofTests = System.getProperty("surefire.test.class.path");
    return ofTests == null ? System.getProperty("java.class.path") : ofTests;
  }

  @Test
  void every_refusal_is_in_the_table_of_errors() throws Exception {
    Set<String> rows =
        rows("docs/errors.md", "| status | type |").stream()
            .map(row -> String.join(" | ", row.subList(0, 3)))
            .collect(Collectors.toSet());
    for (Method factory : Refusal.class.getDeclaredMethods()) {
      if (Modifier.isStatic(factory.getModifiers()) && factory.getReturnType() == Refusal.class) {
        Object[] arguments =
            Arrays.stream(factory.getParameterTypes())
                .map(type -> type == int.class ? (Object) 504 : "x")
                .toArray();
        Refusal refusal = (Refusal) factory.invoke(null, arguments);
        String retry = refusal.shouldRetry() == null ? "" : "`" + refusal.shouldRetry() + "`";

        assertThat(rows)
            .as(factory.getName())
            .contains(refusal.status() + " | `" + refusal.type() + "` | " + retry);
      }
    }
  }

  @Test
  void every_ending_and_cache_state_has_its_word_in_the_vocabulary() throws IOException {
    List<List<String>> words = rows("docs/vocabulary.md", "| word |");
    Set<String> said =
        words.stream().flatMap(row -> quoted(row.get(1)).stream()).collect(Collectors.toSet());

    assertThat(said).containsAll(Arrays.stream(Ending.values()).map(Ending::word).toList());
    assertThat(said).containsAll(Arrays.stream(CacheState.values()).map(CacheState::word).toList());
  }

  @Test
  void decisions_are_numbered_without_a_gap_and_have_their_four_parts() throws IOException {
    List<Path> decisions;
    try (Stream<Path> files = Files.list(Path.of("docs/adr"))) {
      decisions = files.sorted().toList();
    }
    for (int i = 0; i < decisions.size(); i++) {
      String name = decisions.get(i).getFileName().toString();
      String text = Files.readString(decisions.get(i));

      assertThat(name).matches(String.format(Locale.ROOT, "%04d-[a-z-]+\\.md", i + 1));
      assertThat(text).startsWith("# " + (i + 1) + ". ");
      assertThat(text)
          .contains("\n## Context\n", "\n## Decision\n", "\n## Consequences\n", "\n## Non-goals\n");
    }
  }
}
