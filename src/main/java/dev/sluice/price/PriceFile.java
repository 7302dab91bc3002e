package dev.sluice.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A price file as read: its models and, where it says so, the price of a web search. The form is
 * described at the head of the bundled {@code prices.yaml}.
 *
 * @param models the models by id, in the order of the file
 * @param webSearch US dollars per 1,000 web searches, null where the file does not say
 */
record PriceFile(Map<String, ModelPrice> models, @Nullable BigDecimal webSearch) {
  private static final String BUNDLED = "/prices.yaml";
  private static final List<String> RATES =
      List.of("input", "cacheWrite5m", "cacheWrite1h", "cacheRead", "output");
  private static final List<String> MODEL_KEYS =
      joined(
          RATES,
          List.of("aliases", "longPrompt", "fast", "batch", "geo", "retired", "source", "asOf"));

  /** The file in the jar. */
  static PriceFile bundled() {
    try (InputStream in = PriceFile.class.getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new IllegalStateException("prices.yaml is missing from the jar");
      }
      return parse("prices.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (PricesInvalid e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file of the user's. */
  static PriceFile read(Path file) throws PricesInvalid {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new PricesInvalid(List.of(file + ": cannot be read: " + e));
    }
  }

  /** Reads the text of a price file; {@code name} is what problems call it. */
  static PriceFile parse(String name, String text) throws PricesInvalid {
    PriceYaml yaml = new PriceYaml(name);
    Map<String, ModelPrice> models = new LinkedHashMap<>();
    BigDecimal search = null;
    MappingNode root = yaml.root(text);
    if (root != null) {
      Map<String, Node> sections = yaml.members("", root, List.of("serverTools", "models"));
      search = webSearch(yaml, sections.get("serverTools"));
      models(yaml, sections.get("models"), models);
    }
    yaml.throwIfAny();
    return new PriceFile(models, search);
  }

  private static @Nullable BigDecimal webSearch(PriceYaml yaml, @Nullable Node node) {
    Map<String, Node> tools = yaml.members("serverTools", node, List.of("webSearch"));
    return yaml.amount("serverTools.webSearch", tools.get("webSearch"));
  }

  private static void models(PriceYaml yaml, @Nullable Node node, Map<String, ModelPrice> models) {
    Map<String, String> names = new LinkedHashMap<>();
    yaml.members("models", node, null)
        .forEach((id, value) -> {
          ModelPrice model = model(yaml, id, value);
          models.put(id, model);
          for (String name : joined(List.of(id), model.aliases())) {
            String other = names.put(name, id);
            if (other != null) {
              yaml.problem(value, "models." + id, name + " is named by " + other + " too");
            }
          }
        });
  }

  private static ModelPrice model(PriceYaml yaml, String id, Node node) {
    String path = "models." + id;
    Map<String, Node> of = yaml.members(path, node, MODEL_KEYS);
    BigDecimal batch = yaml.amount(path + ".batch", of.get("batch"));
    return new ModelPrice(
        id,
        yaml.texts(path + ".aliases", of.get("aliases")),
        rates(yaml, path, node, of),
        longPrompt(yaml, path + ".longPrompt", of.get("longPrompt")),
        fast(yaml, path + ".fast", of.get("fast")),
        batch == null ? BigDecimal.ONE : batch,
        geo(yaml, path + ".geo", of.get("geo")),
        yaml.flag(path + ".retired", of.get("retired")),
        yaml.text(of.get("source")) + " " + yaml.text(of.get("asOf")));
  }

  private static Rates rates(PriceYaml yaml, String path, Node node, Map<String, Node> of) {
    for (String key : RATES) {
      if (!of.containsKey(key)) {
        yaml.problem(node, path + "." + key, "missing (expected: a price, or unknown)");
      }
    }
    return new Rates(
        yaml.price(path + ".input", of.get("input")),
        yaml.price(path + ".cacheWrite5m", of.get("cacheWrite5m")),
        yaml.price(path + ".cacheWrite1h", of.get("cacheWrite1h")),
        yaml.price(path + ".cacheRead", of.get("cacheRead")),
        yaml.price(path + ".output", of.get("output")));
  }

  private static @Nullable Rates fast(PriceYaml yaml, String path, @Nullable Node node) {
    return node == null ? null : rates(yaml, path, node, yaml.members(path, node, RATES));
  }

  private static ModelPrice.@Nullable LongPrompt longPrompt(
      PriceYaml yaml, String path, @Nullable Node node) {
    if (node == null) {
      return null;
    }
    Map<String, Node> of = yaml.members(path, node, joined(RATES, List.of("above")));
    long above = yaml.tokens(path + ".above", node, of.get("above"));
    return new ModelPrice.LongPrompt(above, rates(yaml, path, node, of));
  }

  private static Map<String, BigDecimal> geo(PriceYaml yaml, String path, @Nullable Node node) {
    Map<String, BigDecimal> factors = new LinkedHashMap<>();
    yaml.members(path, node, null)
        .forEach((place, value) -> {
          BigDecimal factor = yaml.amount(path + "." + place, value);
          factors.put(place, factor == null ? BigDecimal.ONE : factor);
        });
    return factors;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
