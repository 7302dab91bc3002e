package dev.sluice.models;

import dev.sluice.models.ModelFacts.Capabilities;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The models that come with Sluice: {@code models.txt}, whose head describes its form. Pure. */
final class ModelTable {
  private static final int COLUMNS = 9;
  private static final Set<String> ABILITIES =
      Set.of(
          "images",
          "documents",
          "effort",
          "format",
          "forced",
          "sampling",
          "prefill",
          "compacts",
          "-");

  private ModelTable() {}

  /** The models of the file in the jar by id and by alias; the file is read once. */
  static Map<String, ModelFacts> bundled() {
    return Bundled.MODELS;
  }

  private static final class Bundled {
    static final Map<String, ModelFacts> MODELS = Map.copyOf(read());
  }

  private static Map<String, ModelFacts> read() {
    try (InputStream in = ModelTable.class.getResourceAsStream("/models.txt")) {
      if (in == null) {
        throw new IllegalStateException("models.txt is missing from the jar");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads such a text; what is wrong in it is a bug of the build. */
  static Map<String, ModelFacts> parse(String text) {
    Map<String, ModelFacts> models = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String bare = line.replaceFirst("#.*", "").strip();
      if (!bare.isEmpty()) {
        add(models, List.of(bare.split(" +", -1)));
      }
    }
    return models;
  }

  private static void add(Map<String, ModelFacts> models, List<String> columns) {
    if (columns.size() != COLUMNS) {
      throw new IllegalStateException("models.txt: " + columns + " (expected: 9 columns)");
    }
    ModelFacts facts = facts(columns);
    models.put(facts.id(), facts);
    list(columns.get(8)).forEach(alias -> models.put(alias, facts));
  }

  private static ModelFacts facts(List<String> columns) {
    Set<String> can = list(columns.get(6));
    if (!ABILITIES.containsAll(can)) {
      throw new IllegalStateException("models.txt: " + can + " (expected: of " + ABILITIES + ")");
    }
    return new ModelFacts(
        columns.get(0),
        true,
        Integer.parseInt(columns.get(1)),
        can.contains("compacts"),
        columns.get(7).equals("yes"),
        Long.parseLong(columns.get(2)) * 1_000,
        Long.parseLong(columns.get(3)) * 1_000,
        Double.parseDouble(columns.get(4)),
        capabilities(can, list(columns.get(5))));
  }

  private static Capabilities capabilities(Set<String> can, Set<String> thinking) {
    return new Capabilities(
        can.contains("images"),
        can.contains("documents"),
        can.contains("effort"),
        can.contains("format"),
        thinking,
        can.contains("forced"),
        can.contains("sampling"),
        can.contains("prefill"));
  }

  private static Set<String> list(String column) {
    return column.equals("-") ? Set.of() : Set.of(column.split(",", -1));
  }
}
