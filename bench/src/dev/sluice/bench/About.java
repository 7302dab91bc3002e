package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what was measured on what: machine and versions. */
final class About {

  private About() {}

  /** {@code nginx} is whether it takes part. */
  static Map<String, String> versions(Path root, boolean nginx) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("machine", Machine.describe());
    versions.put("java", System.getProperty("java.vm.vendor") + " " + Runtime.version());
    if (nginx) {
      String said = firstLine(root, Pit.nginxBinary(), "-v");
      versions.put("nginx", said.substring(said.indexOf('/') + 1));
    }
    versions.put("tree", firstLine(root, "git", "describe", "--always", "--dirty"));
    return versions;
  }

  /** What a command says first; empty if it cannot be run. */
  private static String firstLine(Path folder, String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String line = process.inputReader().readLine();
      return process.waitFor() == 0 && line != null ? line : "";
    } catch (IOException | InterruptedException e) {
      return "";
    }
  }
}
