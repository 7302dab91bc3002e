package dev.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns the text of a file into a tree with places. Refuses what makes a small file large or its
 * meaning doubtful: anchors, aliases, tags, keys given twice, deep nesting, several documents.
 */
final class YamlReader {
  private static final int DEEPEST = 32;
  private final String file;
  private final Problems problems;
  private final LoadSettings settings;

  YamlReader(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
    this.settings =
        LoadSettings.builder()
            .setUseMarks(true)
            .setAllowDuplicateKeys(true)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(2 << 20)
            .build();
  }

  /** The top section, or null when there is none or it cannot be read (then problems say why). */
  Given.@Nullable Section read(String text) {
    try {
      if (!plain(text)) {
        return null;
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty() || isNothing(root.get())) {
        return null;
      }
      if (root.get() instanceof MappingNode mapping) {
        return section(mapping, "");
      }
      problems.error(
          ProblemKind.DOCUMENT,
          "a configuration is a mapping of sections",
          place(root.get()),
          "not `key: value`");
    } catch (MarkedYamlEngineException e) {
      syntax(e, text);
    } catch (ReaderException e) {
      problems.error(
          ProblemKind.SYNTAX,
          "not valid YAML: a control character",
          position(text, e.getPosition()),
          "not allowed");
    } catch (YamlEngineException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      problems.error(ProblemKind.SYNTAX, "not valid YAML: " + reason, start(), "");
    }
    return null;
  }

  /** Whether the events hold nothing that is refused; looks before a tree is built. */
  private boolean plain(String text) {
    boolean fine = true;
    int depth = 0;
    int documents = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      documents += event instanceof DocumentStartEvent ? 1 : 0;
      if (depth > DEEPEST || documents > 1) {
        String message = depth > DEEPEST ? "nested too deep" : "a second document";
        problems.error(ProblemKind.DOCUMENT, message, at(event.getStartMark(), 1), "not allowed");
        return false;
      }
      fine &= !refused(event);
    }
    return fine;
  }

  private boolean refused(Event event) {
    String what =
        switch (event) {
          case AliasEvent alias -> "alias `*" + alias.getAlias() + "`";
          case NodeEvent node when node.getAnchor().isPresent() ->
              "anchor `&" + node.getAnchor().get() + "`";
          case ScalarEvent scalar when scalar.getTag().isPresent() ->
              "tag `" + scalar.getTag().get() + "`";
          case CollectionStartEvent start when start.getTag().isPresent() ->
              "tag `" + start.getTag().get() + "`";
          default -> "";
        };
    if (what.isEmpty()) {
      return false;
    }
    problems.error(
        ProblemKind.ALIAS,
        "YAML " + what + " is not allowed",
        at(event.getStartMark(), 1),
        "not allowed",
        what.startsWith("alias") ? "for a text that begins with *, write quotes around it" : "");
    return true;
  }

  private void syntax(MarkedYamlEngineException e, String text) {
    Place.InFile place = at(e.getProblemMark().or(e::getContextMark), 1);
    String line = text.lines().skip(place.line() - 1L).findFirst().orElse("");
    if (line.startsWith("\t") || isTab(e)) {
      problems.error(ProblemKind.TAB, "tab in the indentation", place, "use spaces");
      return;
    }
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    String reason = (context + e.getProblem()).replaceAll("\\s+", " ");
    problems.error(
        ProblemKind.SYNTAX,
        "not valid YAML: " + reason,
        place,
        "here",
        e.getContextMark()
            .filter(mark -> mark.getLine() + 1 != place.line())
            .map(mark -> "it began on line " + (mark.getLine() + 1))
            .orElse(""));
  }

  private static boolean isTab(MarkedYamlEngineException e) {
    return String.valueOf(e.getProblem()).contains("TAB");
  }

  private Given given(Node node, String path) {
    return switch (node) {
      case MappingNode mapping -> section(mapping, path + ".");
      case SequenceNode sequence -> items(sequence, path);
      case ScalarNode scalar when isNothing(scalar) -> new Given.Nothing(place(scalar));
      case ScalarNode scalar -> new Given.Scalar(scalar.getValue(), place(scalar));
      default -> throw new YamlEngineException("unexpected node");
    };
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && (scalar.getTag().equals(Tag.NULL) || scalar.getValue().equals("~"));
  }

  private Given items(SequenceNode sequence, String path) {
    List<Given> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(given(item, path + "[" + items.size() + "]"));
    }
    return new Given.Items(items, place(sequence));
  }

  private Given.Section section(MappingNode mapping, String prefix) {
    Map<String, Given.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place.InFile place = place(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.error(ProblemKind.FORM, "a key that is no single word", place, "not a key");
        continue;
      }
      String name = key.getValue();
      Given.Entry before = entries.get(name);
      if (before != null && before.key() instanceof Place.InFile first) {
        problems.error(
            ProblemKind.DUPLICATE,
            "`" + prefix + name + "` is given twice",
            place,
            "given again",
            "first given on line " + first.line());
        continue;
      }
      entries.put(name, new Given.Entry(place, given(tuple.getValueNode(), prefix + name)));
    }
    return new Given.Section(entries, place(mapping));
  }

  private Place.InFile place(Node node) {
    Mark start = node.getStartMark().orElse(null);
    Mark end = node.getEndMark().orElse(null);
    int length =
        start != null && end != null && start.getLine() == end.getLine()
            ? end.getColumn() - start.getColumn()
            : 1;
    return at(node.getStartMark(), length);
  }

  private Place.InFile at(Optional<Mark> mark, int length) {
    return mark.map(
            m -> new Place.InFile(file, m.getLine() + 1, m.getColumn() + 1, Math.max(1, length)))
        .orElseGet(this::start);
  }

  private Place.InFile position(String text, int index) {
    String before = text.substring(0, Math.min(index, text.length()));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Place.InFile(file, line, before.length() - before.lastIndexOf('\n'), 1);
  }

  private Place.InFile start() {
    return new Place.InFile(file, 1, 1, 1);
  }
}
