package dev.sluice.price;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads values from YAML nodes and gathers every problem with its line, so that a user sees all of
 * them at once. A value that is wrong reads as null or empty. For one file and one thread.
 */
final class PriceYaml {
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,9})?");
  private static final Pattern TOKENS = Pattern.compile("[0-9]{1,12}");

  private final String file;
  private final List<String> problems = new ArrayList<>();

  PriceYaml(String file) {
    this.file = file;
  }

  /** The top-level mapping, null for an empty file or one that is no YAML mapping. */
  @Nullable MappingNode root(String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    try {
      Node root = new Compose(settings).composeString(text).orElse(null);
      if (root == null || root instanceof MappingNode) {
        return (MappingNode) root;
      }
      problem(root, "", "no mapping (expected: models: ...)");
    } catch (MarkedYamlEngineException e) {
      problems.add(place(e.getProblemMark().orElse(null)) + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(file + ": " + e.getMessage());
    }
    return null;
  }

  /** Notes what is wrong at a node. */
  void problem(Node at, String key, String what) {
    String named = key.isEmpty() ? "" : key + ": ";
    problems.add(place(at.getStartMark().orElse(null)) + named + what);
  }

  private String place(@Nullable Mark mark) {
    return mark == null ? file + ": " : file + ":" + (mark.getLine() + 1) + ": ";
  }

  /** Throws all problems noted so far, if any. */
  void throwIfAny() throws PricesInvalid {
    if (!problems.isEmpty()) {
      throw new PricesInvalid(problems);
    }
  }

  /** The members of a mapping; empty if it is missing. Null {@code known} allows any name. */
  Map<String, Node> members(String path, @Nullable Node node, @Nullable List<String> known) {
    Map<String, Node> members = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String name = text(tuple.getKeyNode());
        String key = path.isEmpty() ? name : path + "." + name;
        if (known != null && !known.contains(name)) {
          String names = String.join(", ", known);
          problem(tuple.getKeyNode(), key, "unknown key (expected one of: " + names + ")");
        } else if (members.put(name, tuple.getValueNode()) != null) {
          problem(tuple.getKeyNode(), key, "given twice");
        }
      }
    } else if (node != null) {
      problem(node, path, "no mapping");
    }
    return members;
  }

  /** A price in US dollars, null for {@code unknown} or if it is missing. */
  @Nullable BigDecimal price(String path, @Nullable Node node) {
    return text(node).equals("unknown") ? null : amount(path, node);
  }

  /** An amount of 0 or more, null if it is missing. */
  @Nullable BigDecimal amount(String path, @Nullable Node node) {
    if (node == null) {
      return null;
    }
    String text = text(node);
    if (!AMOUNT.matcher(text).matches()) {
      problem(node, path, shown(text) + " (expected: 0 or more, such as 3.75)");
      return null;
    }
    return new BigDecimal(text);
  }

  /** A number of tokens; {@code parent} is where it is missed. */
  long tokens(String path, Node parent, @Nullable Node node) {
    String text = text(node);
    if (!TOKENS.matcher(text).matches()) {
      problem(node == null ? parent : node, path, shown(text) + " (expected: tokens, as 100000)");
      return 0;
    }
    return Long.parseLong(text);
  }

  /** A list of texts; empty if it is missing. */
  List<String> texts(String path, @Nullable Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(this::text).toList();
    }
    if (node != null) {
      problem(node, path, "no list (expected: such as [claude-x-latest])");
    }
    return List.of();
  }

  /** True or false; false if it is missing. */
  boolean flag(String path, @Nullable Node node) {
    String text = node == null ? "false" : text(node);
    if (node != null && !text.equals("true") && !text.equals("false")) {
      problem(node, path, shown(text) + " (expected: true or false)");
    }
    return text.equals("true");
  }

  /** The text of a scalar; empty for anything else. */
  String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static String shown(String text) {
    return text.isEmpty() ? "nothing" : text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
