package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes what a demo made. */
final class Folders {
  private Folders() {}

  /** Deletes a folder and all in it as far as it can; follows no link. */
  static void delete(Path folder) {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException gone) {
      return;
    }
    for (Path path : paths) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException left) {
        // A file that stays keeps its folder; both are in the system's temporary folder.
      }
    }
  }
}
