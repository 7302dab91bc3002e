package dev.sluice.workload;

import dev.sluice.workload.client.Conversation;
import dev.sluice.workload.client.Json;
import dev.sluice.workload.client.Reply;
import dev.sluice.workload.client.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happens when an agent works on a task with the tools of a coding agent: what it is asked,
 * what the model says and which tool it uses in each turn, what the tool gives. For one thread.
 *
 * @param task what the user asks; its first line is in no other text
 * @param steps the turns; the first line of each result is in no other text
 */
record ToolStory(String task, List<Step> steps) {
  /** What most of them are about. */
  static final String MEND = "the build fails since yesterday. Find out why and mend it.";

  ToolStory {
    steps = List.copyOf(steps);
  }

  /**
   * One turn.
   *
   * @param content what the model answers, with one tool use unless it is the last turn
   * @param result what the tool gives, empty after the last turn
   * @param seconds how long model and tool take
   */
  record Step(ArrayNode content, String result, int seconds) {

    /** The client's answer to it; a model that stopped without a tool is told to go on. */
    void answer(Conversation talk, Reply reply) {
      List<JsonNode> uses = reply.toolUses();
      if (uses.isEmpty()) {
        talk.say("Go on.");
      } else {
        talk.results(uses, result);
      }
    }
  }

  /**
   * How long the results of tools are, in tokens.
   *
   * @param least the shortest
   * @param usual most are below this
   * @param most the longest
   */
  record Sizes(int least, int usual, int most) {
    private int draw(Texts texts) {
      return texts.random().nextInt(10) < 7
          ? texts.between(least, usual)
          : texts.between(usual, most);
    }
  }

  /**
   * Tells one.
   *
   * @param name what stands in every name of it, so that two stories share no line
   * @param ask what the user wants
   * @param turns how many calls it takes, at least 1
   * @param thinks whether the model's thoughts are part of its answers
   */
  static ToolStory tell(
      Texts texts, String name, String ask, int turns, Sizes sizes, boolean thinks) {
    String task = "Task " + name + ": " + ask + "\n\n" + texts.prose(120);
    List<Step> steps = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      steps.add(step(texts, name, turn, turn == turns - 1, sizes, thinks));
    }
    return new ToolStory(task, steps);
  }

  private static Step step(
      Texts texts, String name, int turn, boolean last, Sizes sizes, boolean thinks) {
    ArrayNode content = Json.array();
    if (thinks) {
      content.addObject().put("type", "thinking").put("thinking", texts.prose(40));
    }
    content.add(Json.text(texts.prose(last ? 150 : texts.between(15, 60))));
    if (last) {
      return new Step(content, "", texts.between(5, 20));
    }
    String path = "src/main/java/shop/" + texts.noun() + "/" + texts.className();
    String key = String.format(Locale.ROOT, "%s_%s_%02d.java", path, name, turn);
    ObjectNode use = content.addObject().put("type", "tool_use");
    use.put("id", String.format(Locale.ROOT, "toolu_01%s%022d", name, turn));
    String result = key + "\n" + use(texts, use, key, sizes.draw(texts));
    int tool = "run_tests".equals(use.path("name").asString("")) ? texts.between(10, 140) : 1;
    return new Step(content, result, texts.between(4, 20) + tool);
  }

  /** Fills in which tool is used and gives what it yields. */
  private static String use(Texts texts, ObjectNode use, String path, int tokens) {
    return switch (texts.random().nextInt(10)) {
      case 0, 1, 2, 3 -> {
        use.put("name", "read_file").putObject("input").put("path", path);
        yield texts.code(texts.className(), tokens);
      }
      case 4, 5 -> {
        ObjectNode input = use.put("name", "search").putObject("input");
        input.put("pattern", texts.noun() + "." + texts.noun()).put("folder", "src");
        yield texts.log(tokens);
      }
      case 6, 7 -> {
        ObjectNode input = use.put("name", "edit_file").putObject("input").put("path", path);
        input.put("old_text", texts.method()).put("new_text", texts.method() + texts.method());
        yield "edited; the file is now:\n" + texts.code(texts.className(), tokens);
      }
      default -> {
        ObjectNode input = use.put("name", "run_tests").putObject("input");
        input.put("package_name", "shop." + texts.noun());
        yield texts.log(tokens);
      }
    };
  }

  /** The model's answers, for a provider that is to give them. */
  void script(Scripted scripted) {
    String when = firstLine(task);
    for (Step step : steps) {
      scripted.content(when, step.content);
      when = firstLine(step.result);
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
