package dev.sluice.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The texts that the sample agents work on; files in the jar, parts divided by lines of {@code
 * ---}.
 */
final class Samples {
  private Samples() {}

  /** One text. */
  static String text(String file) {
    try (InputStream in = Samples.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The parts of a text. */
  static List<String> parts(String file) {
    return List.of(text(file).split("\n---\n", -1));
  }
}
