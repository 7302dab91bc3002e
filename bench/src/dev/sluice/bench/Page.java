package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page with a section that the yardstick writes: what stands between two marker lines. */
final class Page {

  private static final String BEGIN = "<!-- yardstick:begin -->";
  private static final String END = "<!-- yardstick:end -->";

  private Page() {}

  /** Refuses a file without the markers, before time is spent on measuring. */
  static void check(Path file) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : "";
    if (!text.contains(BEGIN) || text.indexOf(END) < text.indexOf(BEGIN)) {
      throw new Usage(
          "--write: " + file + " (expected: a file with the lines " + BEGIN + " and " + END + ")");
    }
  }

  /** Puts {@code section} between the markers. */
  static void write(Path file, String section) throws IOException {
    String text = Files.readString(file);
    String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    Files.writeString(file, before + "\n" + section + text.substring(text.indexOf(END)));
  }
}
