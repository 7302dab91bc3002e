package dev.sluice.sim.prompt;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Walks a request once and makes its {@link Prompt}. Deferred tools have no place in the prefix,
 * and whatever stands before the last compaction block is not read. One use, one thread.
 */
public final class PromptReader {
  private static final int MESSAGE_OVERHEAD = 3;
  private static final int TOOLS_OVERHEAD = 290;
  private static final int SERVER_TOOL = 420;

  private final JsonNode request;
  private final SimModel model;
  private final Fingerprint print = new Fingerprint(Hash.EMPTY);
  private final List<PromptBlock> blocks = new ArrayList<>();
  private Hash cached = Hash.EMPTY;
  private Hash bound = Hash.EMPTY;
  private long raw;

  private PromptReader(JsonNode request, SimModel model) {
    this.request = request;
    this.model = model;
  }

  /** The prompt of {@code request}; {@code workspace} is part of what the cache keys by. */
  public static Prompt read(JsonNode request, SimModel model, String workspace) {
    PromptReader reader = new PromptReader(request, model);
    reader.cached = reader.print.from(Hash.EMPTY).add(workspace).add(model.id()).hash();
    reader.tools();
    reader.system();
    reader.messages();
    reader.automatic();
    return new Prompt(reader.blocks, reader.scaled(reader.raw), reader.bound);
  }

  private void tools() {
    JsonNode tools = request.path("tools");
    if (!tools.isEmpty()) {
      raw += TOOLS_OVERHEAD;
    }
    for (int i = 0; i < tools.size(); i++) {
      JsonNode tool = tools.get(i);
      // The web search toggle only costs the caches of system and messages.
      if (tool.path("defer_loading").asBoolean(false) || isSearch(tool)) {
        continue;
      }
      boolean server = !tool.has("input_schema");
      raw += server ? SERVER_TOOL : Tokenizer.count(tool);
      block("tool", "tools." + i, tool, print.from(Hash.EMPTY).add(tool).hash());
    }
  }

  private void system() {
    searches();
    cached = Parameters.ofSystem(request, cached);
    JsonNode system = request.path("system");
    if (system.isString()) {
      raw += Tokenizer.count(system.stringValue());
      step("text", "system", null, text("system", system.stringValue()));
    }
    for (int i = isAttribution(system.path(0)) ? 1 : 0; i < system.size(); i++) {
      content("system", "system." + i, system.get(i));
    }
  }

  /** Claude Code's attribution is taken off before the model reads the prompt. */
  private static boolean isAttribution(JsonNode block) {
    return Json.text(block, "text", "").startsWith("x-anthropic-billing-header:");
  }

  private void searches() {
    JsonNode tools = request.path("tools");
    for (int i = 0; i < tools.size(); i++) {
      JsonNode tool = tools.get(i);
      if (isSearch(tool) && !tool.path("defer_loading").asBoolean(false)) {
        raw += SERVER_TOOL;
        block("tool", "tools." + i, tool, print.from(Hash.EMPTY).add(tool).hash());
      }
    }
  }

  private void messages() {
    cached = Parameters.ofMessages(request, cached);
    JsonNode messages = request.path("messages");
    Compacted start = Compacted.find(messages);
    for (int m = start.message(); m < messages.size(); m++) {
      JsonNode message = messages.get(m);
      String role = message.path("role").asString("");
      raw += MESSAGE_OVERHEAD;
      if (message.has("output_config")) {
        cached = print.from(cached).add(message.get("output_config")).hash();
      }
      JsonNode content = message.path("content");
      if (content.isString()) {
        raw += Tokenizer.count(content.stringValue());
        step("text", "messages." + m, null, text(role, content.stringValue()));
      }
      for (int i = m == start.message() ? start.block() : 0; i < content.size(); i++) {
        content(role, "messages." + m + ".content." + i, content.get(i));
      }
    }
  }

  private void content(String role, String path, JsonNode block) {
    String kind = block.path("type").asString("");
    raw += tokens(kind, block);
    Hash hash =
        kind.equals("text") && !block.has("citations")
            ? text(role, block.path("text").asString(""))
            : print.from(Hash.EMPTY).add(role).add(block).hash();
    block(kind, path, block, hash);
  }

  private Hash text(String role, String text) {
    return print.from(Hash.EMPTY).add(role).add("text").add(text).hash();
  }

  private void block(String kind, String path, JsonNode block, Hash hash) {
    JsonNode marker = block.path("cache_control");
    step(kind, path, marker.isObject() ? Ttl.of(marker) : null, hash);
  }

  private void step(String kind, String path, @Nullable Ttl marker, Hash hash) {
    cached = print.from(cached).number(hash.high()).number(hash.low()).hash();
    bound = print.from(bound).number(hash.high()).number(hash.low()).hash();
    blocks.add(new PromptBlock(kind, path, scaled(raw), marker, cached, bound));
  }

  /** The top-level marker stands on the last block that may carry one. */
  private void automatic() {
    JsonNode marker = request.path("cache_control");
    if (!marker.isObject()) {
      return;
    }
    for (int i = blocks.size() - 1; i >= 0; i--) {
      PromptBlock block = blocks.get(i);
      if (!block.kind().endsWith("thinking")) {
        Ttl ttl = block.marker() == null ? Ttl.of(marker) : block.marker();
        blocks.set(
            i,
            new PromptBlock(
                block.kind(), block.path(), block.upTo(), ttl, block.cached(), block.bound()));
        return;
      }
    }
  }

  private static int tokens(String kind, JsonNode block) {
    return switch (kind) {
      case "text" -> Tokenizer.count(block.path("text").asString(""));
      case "image" -> Tokenizer.IMAGE;
      case "document" -> document(block.path("source"));
      case "thinking" ->
          Math.max(
              Tokenizer.count(block.path("thinking").asString("")),
              Signatures.tokens(block.path("signature").asString("")));
      case "redacted_thinking" -> 50;
      case "compaction" -> Tokenizer.count(block.path("content").asString(""));
      case "tool_result" -> 4 + results(block.path("content"));
      default -> 2 + Tokenizer.count(block);
    };
  }

  private static int results(JsonNode content) {
    if (content.isString()) {
      return Tokenizer.count(content.stringValue());
    }
    int tokens = 0;
    for (JsonNode part : content) {
      tokens += tokens(part.path("type").asString(""), part);
    }
    return tokens;
  }

  private static int document(JsonNode source) {
    String data = Json.text(source, "data", "");
    return Json.text(source, "type", "").equals("text")
        ? Tokenizer.count(data)
        : Tokenizer.document(data.isEmpty() ? 9_000 : data.length() * 3L / 4);
  }

  private static boolean isSearch(JsonNode tool) {
    return Json.text(tool, "type", "").startsWith("web_search");
  }

  private long scaled(long tokens) {
    return (tokens * model.tokenPercent() + 99) / 100;
  }
}
