package dev.sluice.workload;

import dev.sluice.route.tier.RoutingConfig.Tiers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A prompt of the corpus {@code routing-prompts.tsv} with the tier that a person gave it.
 *
 * @param label {@code SIMPLE}, {@code MODERATE} or {@code COMPLEX}
 * @param text the prompt
 */
record LabelledPrompt(String label, String text) {
  private static final List<String> LABELS = List.of("SIMPLE", "MODERATE", "COMPLEX");

  /** All of them, in the order of the file; none when the jar has no such file. */
  static List<LabelledPrompt> all() {
    try (InputStream in = LabelledPrompt.class.getResourceAsStream("routing-prompts.tsv")) {
      if (in == null) {
        return List.of();
      }
      String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return file.lines()
          .filter(line -> LABELS.stream().anyMatch(label -> line.startsWith(label + "\t")))
          .map(line -> line.split("\t", 2))
          .map(cells -> new LabelledPrompt(cells[0], cells[1].replace("\\n", "\n")))
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Whether a model is of a lower tier than the label; a model of no tier is of the highest. */
  boolean servedBelow(String model) {
    Tiers tiers = Tiers.DEFAULT;
    int tier = model.equals(tiers.simple()) ? 0 : model.equals(tiers.moderate()) ? 1 : 2;
    return tier < LABELS.indexOf(label);
  }
}
