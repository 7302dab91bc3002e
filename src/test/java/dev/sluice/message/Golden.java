package dev.sluice.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of expected bytes beside their input; {@code -Dgolden.update=true} writes them anew. */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  /** The files in this folder with this ending, by name. */
  static List<Path> files(String folder, String ending) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Holds the bytes against the file of the same name with another ending. */
  static void check(Path input, String ending, byte[] actual) {
    String name = input.getFileName().toString();
    Path expected = input.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.write(expected, actual);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(new String(actual, StandardCharsets.UTF_8))
        .as(expected.toString())
        .isEqualTo(new String(bytes(expected), StandardCharsets.UTF_8));
  }
}
