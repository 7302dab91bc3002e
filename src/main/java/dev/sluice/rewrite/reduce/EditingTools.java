package dev.sluice.rewrite.reduce;

import dev.sluice.message.Index;
import java.util.Locale;
import java.util.Set;

/** Whether a request is about editing files: it has such tools, or its first message has code. */
final class EditingTools {
  private static final Set<String> WORDS =
      Set.of("edit", "multiedit", "patch", "diff", "editor", "str", "notebookedit");
  private static final Set<String> NAMES =
      Set.of(
          "write",
          "write_file",
          "write_to_file",
          "create_file",
          "replace_in_file",
          "search_replace");

  private EditingTools() {}

  /** Whether any of these tools edits files. */
  static boolean among(Iterable<Index.Tool> tools) {
    for (Index.Tool tool : tools) {
      String type = tool.type();
      String name = tool.name();
      if ((type != null && type.startsWith("text_editor_")) || (name != null && edits(name))) {
        return true;
      }
    }
    return false;
  }

  /** By its words, for {@code credit} is no edit. */
  private static boolean edits(String name) {
    String snake = name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    if (NAMES.contains(snake)) {
      return true;
    }
    for (String word : snake.split("[^a-z]+", -1)) {
      if (WORDS.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
