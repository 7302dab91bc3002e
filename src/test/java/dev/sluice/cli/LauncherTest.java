package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script in trees made for it: JDKs are folders whose java prints how it was called,
 * and Maven is a script that makes the jar.
 */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  private static final String ECHO =
      "#!/bin/sh\necho \"java of $0\"\nfor word in \"$@\"; do echo \"[$word]\"; done\n";

  @TempDir Path temp;
  private Path tree;
  private Path home;

  @BeforeEach
  void make_a_tree() throws IOException {
    tree = temp.resolve("a tree");
    home = Files.createDirectories(temp.resolve("home"));
    Files.createDirectories(tree.resolve("src/main/java"));
    Files.writeString(tree.resolve("pom.xml"), "<project/>");
    Files.writeString(tree.resolve("src/main/java/A.java"), "class A {}");
    Files.copy(Path.of("sluice"), tree.resolve("sluice"));
    executable(tree.resolve("sluice"));
  }

  @Test
  void the_script_is_correct_shell() throws Exception {
    assertThat(run(Map.of(), temp, "/bin/sh", "-n", tree.resolve("sluice").toString()).code())
        .isZero();
  }

  @Test
  void a_jdk_of_25_is_found_when_the_default_java_is_17() throws Exception {
    build();
    Path old = jdk(temp.resolve("jdk17"), "17.0.15");
    Path right = jdk(home.resolve(".sdkman/candidates/java/25.0.1"), "25.0.1");

    Ended ended = launch(Map.of("JAVA_HOME", old.toString(), "PATH", path(old)), temp, "version");

    // A real JDK in a system folder comes first and finds that the jar is none.
    assertThat(ended.out() + ended.err())
        .containsAnyOf("java of " + right, "Invalid or corrupt jarfile");
    assertThat(ended.out()).doesNotContain(old.toString());
    Ended chosen = launch(Map.of("SLUICE_JAVA_HOME", right.toString()), temp, "version");
    assertThat(chosen.out()).contains("java of " + right).contains("[version]");
  }

  @Test
  void java_home_comes_before_the_path() throws Exception {
    build();
    Path first = jdk(temp.resolve("first"), "25");
    Path second = jdk(temp.resolve("second"), "26-ea");

    Ended ended = launch(Map.of("JAVA_HOME", first.toString(), "PATH", path(second)), temp, "x");

    assertThat(ended.out()).startsWith("java of " + first);
  }

  @Test
  void a_jdk_behind_a_link_on_the_path_is_found() throws Exception {
    build();
    Path jdk = jdk(temp.resolve("jdk"), "25.0.2");
    Path bin = Files.createDirectories(temp.resolve("linked"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));

    Ended ended = launch(Map.of("PATH", bin + ":/usr/bin:/bin"), temp, "x");

    assertThat(ended.out()).startsWith("java of " + jdk);
  }

  @Test
  void a_chosen_jdk_that_does_not_fit_is_named() throws Exception {
    Path old = jdk(temp.resolve("old"), "21.0.4");

    Ended ended = launch(Map.of("SLUICE_JAVA_HOME", old.toString()), temp, "version");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("SLUICE_JAVA_HOME=" + old + " is no JDK 25").hasLineCount(1);
  }

  @Test
  void it_works_from_another_folder_and_through_a_link() throws Exception {
    build();
    Path jdk = jdk(temp.resolve("jdk"), "25");
    Path link = temp.resolve("linked sluice");
    Files.createSymbolicLink(link, Path.of("a tree/sluice"));

    Ended ended =
        run(environment(Map.of("SLUICE_JAVA_HOME", jdk.toString())), home, link.toString(), "a b");

    assertThat(ended.out())
        .contains("[" + tree.toRealPath().resolve("target/sluice.jar") + "]\n[a b]");
  }

  @Test
  void the_process_becomes_java() throws Exception {
    build();
    Path jdk = jdk(temp.resolve("jdk"), "25");
    Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho \"$$\"\n");

    Process process = start(environment(Map.of("SLUICE_JAVA_HOME", jdk.toString())), temp, "x");

    assertThat(text(process).strip()).isEqualTo(Long.toString(process.pid()));
  }

  @Test
  void a_missing_jar_is_built_and_then_left_alone() throws Exception {
    Path jdk = jdk(temp.resolve("jdk"), "25");
    Path maven = maven("mkdir -p target && echo jar >target/sluice.jar && echo built >>builds");
    Map<String, String> around = Map.of("SLUICE_JAVA_HOME", jdk.toString(), "PATH", path(maven));

    Ended first = launch(around, temp, "version");
    Ended second = launch(around, temp, "version");

    assertThat(first.out()).startsWith("java of");
    assertThat(first.err()).isEqualTo("sluice: building\n");
    assertThat(second.err()).isEmpty();
    assertThat(tree.resolve("builds")).hasContent("built");
    assertThat(tree.resolve("target/.build-lock")).doesNotExist();
  }

  @Test
  void a_newer_source_is_built_again() throws Exception {
    Path jdk = jdk(temp.resolve("jdk"), "25");
    Path maven = maven("echo jar >target/sluice.jar && echo built >>builds");
    Map<String, String> around = Map.of("SLUICE_JAVA_HOME", jdk.toString(), "PATH", path(maven));
    build();
    FileTime later = FileTime.from(Instant.parse("2038-01-01T00:00:00Z"));
    Files.setLastModifiedTime(tree.resolve("src/main/java/A.java"), later);

    launch(around, temp, "version");

    assertThat(tree.resolve("builds")).hasContent("built");
  }

  @Test
  void a_build_that_fails_ends_it() throws Exception {
    Path jdk = jdk(temp.resolve("jdk"), "25");
    Path maven = maven("echo 'cannot find symbol'; exit 1");

    Ended ended =
        launch(Map.of("SLUICE_JAVA_HOME", jdk.toString(), "PATH", path(maven)), temp, "version");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("cannot find symbol").contains("the build failed");
    assertThat(tree.resolve("target/.build-lock")).doesNotExist();
  }

  @Test
  void two_at_once_build_once() throws Exception {
    Path jdk = jdk(temp.resolve("jdk"), "25");
    Path maven = maven("sleep 1; echo jar >target/sluice.jar && echo built >>builds");
    Map<String, String> around =
        environment(Map.of("SLUICE_JAVA_HOME", jdk.toString(), "PATH", path(maven)));

    Process one = start(around, temp, "version");
    Process two = start(around, temp, "version");

    assertThat(text(one)).startsWith("java of");
    assertThat(text(two)).startsWith("java of");
    assertThat(tree.resolve("builds")).hasContent("built");
  }

  @Test
  void the_lock_of_a_process_that_died_is_taken() throws Exception {
    Path jdk = jdk(temp.resolve("jdk"), "25");
    Path maven = maven("echo jar >target/sluice.jar");
    Files.createDirectories(tree.resolve("target"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createSymbolicLink(tree.resolve("target/.build-lock"), Path.of("pid-" + dead.pid()));

    Ended ended =
        launch(Map.of("SLUICE_JAVA_HOME", jdk.toString(), "PATH", path(maven)), temp, "version");

    assertThat(ended.out()).startsWith("java of");
  }

  private void build() throws IOException {
    Path jar = tree.resolve("target/sluice.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2037-01-01T00:00:00Z")));
  }

  private Path jdk(Path folder, String version) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(
        folder.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    for (String program : List.of("java", "javac")) {
      Files.writeString(folder.resolve("bin").resolve(program), ECHO);
      executable(folder.resolve("bin").resolve(program));
    }
    return folder;
  }

  private Path maven(String script) throws IOException {
    Path folder = temp.resolve("maven");
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(folder.resolve("bin/mvn"), "#!/bin/sh\n" + script + "\n");
    executable(folder.resolve("bin/mvn"));
    return folder;
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String path(Path first) {
    return first.resolve("bin") + ":/usr/bin:/bin";
  }

  private Map<String, String> environment(Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("PATH", "/usr/bin:/bin");
    all.put("HOME", home.toString());
    all.put("SLUICE_JAVA_AOT", "off");
    all.putAll(more);
    return all;
  }

  private Ended launch(Map<String, String> more, Path folder, String... args) throws Exception {
    Process process = start(environment(more), folder, args);
    return ended(process);
  }

  private Process start(Map<String, String> environment, Path folder, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(tree.resolve("sluice").toString());
    command.addAll(List.of(args));
    return process(environment, folder, command);
  }

  private Ended run(Map<String, String> environment, Path folder, String... command)
      throws Exception {
    return ended(process(environment, folder, List.of(command)));
  }

  private static Process process(Map<String, String> environment, Path folder, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Ended ended(Process process) throws Exception {
    String out = text(process);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), out, err);
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private record Ended(int code, String out, String err) {}
}
