package dev.sluice.sim.answer;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.Iteration;
import dev.sluice.sim.model.Tokens;
import dev.sluice.sim.prompt.Fingerprint;
import dev.sluice.sim.prompt.Signatures;
import dev.sluice.sim.prompt.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The simulated models: the same request and seed give the same text; ids differ from call to call.
 * Safe for any thread.
 */
public final class Answers {
  private final Ids ids;
  private final Signatures signatures;
  private final long seed;

  /** Models that draw from {@code seed}. */
  public Answers(Ids ids, Signatures signatures, long seed) {
    this.ids = ids;
    this.signatures = signatures;
    this.seed = seed;
  }

  /** Answers what was asked. */
  public Answer answer(Asked asked) {
    long draw = new Fingerprint(asked.before()).number(seed).hash().low();
    Writer writer = new Writer(asked);
    if (!writer.over() && thinks(asked)) {
      think(asked, writer, draw);
    }
    List<JsonNode> tools = ToolChoice.choose(asked);
    if (writer.over()) {
      return writer.answer("max_tokens");
    }
    return tools.isEmpty() ? words(asked, writer, draw) : tools(asked, writer, tools, draw);
  }

  /** A scripted answer with the ids and signatures that its blocks lack. */
  public Answer scripted(Script script, Asked asked) {
    Answer answer = script.answer(asked);
    List<ObjectNode> content = new ArrayList<>(answer.content().size());
    for (ObjectNode block : answer.content()) {
      ObjectNode copy = block.deepCopy();
      String type = Json.text(copy, "type", "");
      if (type.equals("tool_use") && !copy.has("id")) {
        copy.put("id", ids.next("toolu_"));
      } else if (type.equals("thinking") && !copy.has("signature")) {
        String text = Json.text(copy, "thinking", "");
        copy.put("signature", signature(asked, Tokenizer.count(text), text));
      }
      content.add(copy);
    }
    return answer.with(content);
  }

  private static boolean thinks(Asked asked) {
    return switch (Json.text(asked.request().path("thinking"), "type", "disabled")) {
      case "adaptive", "enabled" -> true;
      case "between_tools" -> asked.afterTools();
      default -> false;
    };
  }

  private void think(Asked asked, Writer writer, long draw) {
    JsonNode config = asked.request().path("thinking");
    int sentences = sentences(Json.text(asked.request().path("output_config"), "effort", "high"));
    String thoughts = Prose.thoughts(asked.prompt(), sentences, draw);
    String display =
        Json.text(config, "display", asked.model().hidesThinking() ? "omitted" : "summarized");
    String shown = display.equals("summarized") ? thoughts : "";
    long tokens = writer.fits(thoughts);
    ObjectNode block = Json.object().put("type", "thinking").put("thinking", shown);
    writer.thinking(block.put("signature", signature(asked, tokens, shown)), tokens);
  }

  private String signature(Asked asked, long tokens, String text) {
    return signatures.sign(
        new Signatures.Claim(
            (int) tokens, asked.model().id().hashCode(), asked.organization(), asked.before()),
        text);
  }

  private static int sentences(String effort) {
    return switch (effort) {
      case "low" -> 1;
      case "medium" -> 2;
      case "high" -> 4;
      default -> 8;
    };
  }

  private static Answer words(Asked asked, Writer writer, long draw) {
    JsonNode format = asked.request().path("output_config").path("format");
    JsonNode older = asked.request().path("output_format");
    JsonNode schema =
        format.path("schema").isObject() ? format.get("schema") : older.path("schema");
    writer.text(
        schema.isObject()
            ? SchemaValues.fit(schema, asked.prompt()).toString()
            : Prose.answer(asked.prompt(), draw));
    return writer.answer("end_turn");
  }

  private Answer tools(Asked asked, Writer writer, List<JsonNode> tools, long draw) {
    for (JsonNode tool : tools) {
      if (writer.over()) {
        break;
      }
      String type = Json.text(tool, "type", "custom");
      if (BuiltInTools.isSearch(type)) {
        search(asked, writer);
        return words(asked, writer, draw);
      }
      if (BuiltInTools.isAdvisor(type)) {
        advise(asked, tool, writer, draw);
        return words(asked, writer, draw);
      }
      JsonNode input =
          tool.has("input_schema")
              ? SchemaValues.fit(tool.get("input_schema"), asked.prompt())
              : BuiltInTools.input(type, asked.prompt());
      writer.tool(ids.next("toolu_"), ToolChoice.name(tool), input);
    }
    return writer.answer("tool_use");
  }

  /** The advisor's own pass is billed at its model's rate. */
  private void advise(Asked asked, JsonNode tool, Writer writer, long draw) {
    String id = ids.next("srvtoolu_");
    ObjectNode use = Json.object().put("type", "server_tool_use").put("id", id);
    use.put("name", "advisor").putObject("input");
    writer.block(use, 8);
    String advice = Prose.thoughts(asked.prompt(), 2, draw);
    ObjectNode result = Json.object().put("type", "advisor_tool_result").put("tool_use_id", id);
    result.putObject("content").put("type", "advisor_result").put("text", advice);
    writer.block(result, 0);
    Tokens tokens = new Tokens(asked.tokens(), 0, 0, 0, Tokenizer.count(advice), 0, 0);
    writer.passed(
        new Iteration("advisor_message", Json.text(tool, "model", asked.model().id()), tokens));
  }

  private void search(Asked asked, Writer writer) {
    String id = ids.next("srvtoolu_");
    String query = Prose.gist(asked.prompt());
    ObjectNode use = Json.object().put("type", "server_tool_use").put("id", id);
    use.put("name", "web_search").putObject("input").put("query", query);
    writer.block(use, Tokenizer.count(query) + 12L);
    ObjectNode result = Json.object().put("type", "web_search_tool_result").put("tool_use_id", id);
    result.set("content", BuiltInTools.found(query));
    writer.block(result, 0);
    writer.searched();
  }
}
