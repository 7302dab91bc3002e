package dev.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process a folder, private files, and what a killed process leaves. */
final class DataFolderTest {
  private static final Running HERE = new Running(7, URI.create("http://127.0.0.1:8088"), "t0ken");

  @TempDir Path temp;

  @Test
  void a_folder_and_its_files_are_private() throws Exception {
    Path path = temp.resolve("a/b");

    try (DataFolder folder = DataFolder.open(path)) {
      folder.announce(HERE);

      assertThat(mode(path)).isEqualTo("rwx------");
      for (String file : new String[] {"lock", "secret", "gateway.json"}) {
        assertThat(mode(path.resolve(file))).as(file).isEqualTo("rw-------");
      }
    }
  }

  @Test
  void looser_modes_are_tightened() throws Exception {
    Path path = Files.createDirectory(temp.resolve("loose"));
    DataFolder.open(path).close();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(
        path.resolve("secret"), PosixFilePermissions.fromString("rw-r--r--"));

    DataFolder.open(path).close();

    assertThat(mode(path)).isEqualTo("rwx------");
    assertThat(mode(path.resolve("secret"))).isEqualTo("rw-------");
  }

  @Test
  void a_file_in_its_place_is_an_error() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void the_secret_is_made_once() throws Exception {
    byte[] first;
    try (DataFolder folder = DataFolder.open(temp.resolve("d"))) {
      first = folder.secret();
    }

    try (DataFolder folder = DataFolder.open(temp.resolve("d"));
        DataFolder other = DataFolder.open(temp.resolve("e"))) {
      assertThat(folder.secret()).hasSize(32).isEqualTo(first);
      assertThat(other.secret()).isNotEqualTo(first);
    }
  }

  @Test
  void a_damaged_secret_is_an_error_that_says_what_to_do() throws Exception {
    DataFolder.open(temp).close();
    Files.write(temp.resolve("secret"), new byte[12]);

    assertThatThrownBy(() -> DataFolder.open(temp))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("secret: 12 bytes (expected: 32); remove it");
    Files.delete(temp.resolve("secret"));
    DataFolder.open(temp).close();
  }

  @Test
  void a_second_opening_in_the_same_process_is_refused_and_harms_nothing() throws Exception {
    try (DataFolder folder = DataFolder.open(temp)) {
      folder.announce(HERE);

      assertThatThrownBy(() -> DataFolder.open(temp))
          .isInstanceOfSatisfying(
              DataFolderBusy.class,
              e -> assertThat(e.pid()).isEqualTo(ProcessHandle.current().pid()));

      assertThat(DataFolder.running(temp)).contains(HERE);
      try (ChildJvm child = ChildJvm.start(Opens.class, temp.toString())) {
        assertThat(child.line())
            .contains("in use by process " + ProcessHandle.current().pid())
            .contains(temp.toString());
      }
    }
  }

  @Test
  void a_second_process_is_refused_with_pid_and_path() throws Exception {
    try (ChildJvm child = ChildJvm.start(Opens.class, temp.toString())) {
      assertThat(child.line()).isEqualTo("open");

      assertThatThrownBy(() -> DataFolder.open(temp))
          .isInstanceOf(DataFolderBusy.class)
          .hasMessageContaining("in use by process " + child.pid())
          .hasMessageContaining(temp.toString());
      assertThat(DataFolder.running(temp).orElseThrow().pid()).isEqualTo(child.pid());
    }
  }

  @Test
  void what_a_killed_process_leaves_means_nothing() throws Exception {
    try (ChildJvm child = ChildJvm.start(Opens.class, temp.toString())) {
      assertThat(child.line()).isEqualTo("open");
      child.kill();
    }

    assertThat(temp.resolve("gateway.json")).exists();
    assertThat(DataFolder.running(temp)).isEmpty();
    try (DataFolder folder = DataFolder.open(temp)) {
      assertThat(DataFolder.running(temp)).isEmpty();
      folder.announce(HERE);
      assertThat(DataFolder.running(temp)).contains(HERE);
    }
  }

  @Test
  void closing_takes_the_announcement_back_once() throws Exception {
    DataFolder first = DataFolder.open(temp);
    first.announce(HERE);
    first.close();
    assertThat(DataFolder.running(temp)).isEmpty();

    try (DataFolder second = DataFolder.open(temp)) {
      second.announce(HERE);
      first.close();
      assertThat(DataFolder.running(temp)).contains(HERE);
    }
  }

  @Test
  void no_folder_and_a_damaged_announcement_are_no_gateway() throws Exception {
    assertThat(DataFolder.running(temp.resolve("none"))).isEmpty();
    try (DataFolder folder = DataFolder.open(temp)) {
      Files.writeString(folder.path().resolve("gateway.json"), "{\"pid\":");
      assertThat(DataFolder.running(temp)).isEmpty();
    }
  }

  @Test
  void a_token_is_not_printed() {
    assertThat(HERE.toString()).doesNotContain("t0ken");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** Opens a folder, announces itself and stays; or prints why it may not. */
  static final class Opens {
    public static void main(String[] args) throws Exception {
      try (DataFolder folder = DataFolder.open(Path.of(args[0]))) {
        long pid = ProcessHandle.current().pid();
        folder.announce(new Running(pid, URI.create("http://127.0.0.1:1"), "x"));
        System.out.println("open");
        System.in.read();
      } catch (DataFolderBusy e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
