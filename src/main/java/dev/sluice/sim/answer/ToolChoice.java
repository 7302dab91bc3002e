package dev.sluice.sim.answer;

import dev.sluice.sim.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Decides which tools an answer uses: the forced one, or those that the prompt asks for by name or,
 * as in {@code get_weather}, by the last word of the name.
 */
final class ToolChoice {
  private static final int MOST = 3;
  private static final Pattern USES_A_TOOL =
      Pattern.compile("(?i)\\b(?:use|call|run|invoke) (?:a|the|your|any|one of the) tools?\\b");

  private ToolChoice() {}

  /** The tools to use, in order; empty for an answer in words. */
  static List<JsonNode> choose(Asked asked) {
    JsonNode choice = asked.request().path("tool_choice");
    List<JsonNode> usable = usable(asked.request().path("tools"));
    List<JsonNode> named = usable.stream().filter(t -> asksFor(asked.prompt(), name(t))).toList();
    return switch (Json.text(choice, "type", "auto")) {
      case "none" -> List.of();
      case "tool" ->
          usable.stream().filter(t -> name(t).equals(Json.text(choice, "name", ""))).toList();
      case "any" -> first(named.isEmpty() ? usable : named, 1);
      default -> automatic(asked, choice, usable, named);
    };
  }

  private static List<JsonNode> automatic(
      Asked asked, JsonNode choice, List<JsonNode> usable, List<JsonNode> named) {
    if (asked.afterTools()) {
      return List.of();
    }
    if (named.isEmpty() && USES_A_TOOL.matcher(asked.prompt()).find()) {
      return first(usable, 1);
    }
    return first(named, choice.path("disable_parallel_tool_use").asBoolean(false) ? 1 : MOST);
  }

  private static List<JsonNode> first(List<JsonNode> tools, int most) {
    return tools.subList(0, Math.min(most, tools.size()));
  }

  private static List<JsonNode> usable(JsonNode tools) {
    List<JsonNode> usable = new ArrayList<>(tools.size());
    for (JsonNode tool : tools) {
      boolean known = tool.has("input_schema") || BuiltInTools.knows(Json.text(tool, "type", ""));
      if (known && !tool.path("defer_loading").asBoolean(false)) {
        usable.add(tool);
      }
    }
    return usable;
  }

  static String name(JsonNode tool) {
    return Json.text(tool, "name", "");
  }

  private static boolean asksFor(String prompt, String name) {
    if (name.isEmpty() || prompt.isEmpty()) {
      return false;
    }
    boolean plainWord = name.chars().skip(1).allMatch(c -> c >= 'a' && c <= 'z');
    if (!plainWord && word(prompt, name)) {
      return true;
    }
    int last = Math.max(name.lastIndexOf('_'), name.lastIndexOf('-'));
    String tail = name.substring(last + 1).toLowerCase(Locale.ROOT);
    if (last > 0 && tail.length() >= 5 && word(prompt.toLowerCase(Locale.ROOT), tail)) {
      return true;
    }
    return plainWord && word(prompt, name) && asksToUse(prompt, name);
  }

  private static boolean asksToUse(String prompt, String name) {
    String quoted = Pattern.quote(name);
    return Pattern.compile(
            "(?i)\\b(?:use|call|run|invoke|with)\\b.{0,20}\\b"
                + quoted
                + "\\b|\\b"
                + quoted
                + "\\b tool")
        .matcher(prompt)
        .find();
  }

  private static boolean word(String text, String word) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }
}
