package dev.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sim.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Conversations of several turns: tools, thinking, threads, compaction, the cache. */
final class ConversationTest {
  private static final String WEATHER =
      """
      {"name":"get_weather","input_schema":{"type":"object","required":["city","days"],
       "properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":1},
       "unit":{"type":"string","enum":["C","F"]}}}}\
      """;

  private static Simulator simulator;
  private static SimClient client;

  @BeforeAll
  static void start() {
    simulator = Simulator.start(SimOptions.DEFAULT);
    client = new SimClient(simulator.address());
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @BeforeEach
  void reset() {
    client.post("/__sim/reset", "");
  }

  @Test
  void a_tool_is_used_and_its_result_is_answered_with_text() {
    ObjectNode request = request("claude-sonnet-5", "What is the weather in `Paris`?");
    request.putArray("tools").add(Json.parse(WEATHER));

    JsonNode first = client.message(request.toString()).json();
    JsonNode use = first.path("content").path(0);
    reply(request, first);
    ArrayNode content =
        request.withArray("messages").addObject().put("role", "user").putArray("content");
    content
        .addObject()
        .put("type", "tool_result")
        .put("content", "sunny")
        .set("tool_use_id", use.path("id"));
    JsonNode second = client.message(request.toString()).json();

    assertThat(first.path("stop_reason").asString()).isEqualTo("tool_use");
    assertThat(use.path("input").path("city").asString()).isEqualTo("Paris");
    assertThat(use.path("input").path("days").asInt()).isEqualTo(1);
    assertThat(second.path("stop_reason").asString()).isEqualTo("end_turn");
    assertThat(second.path("content").path(0).path("type").asString()).isEqualTo("text");
  }

  @Test
  void a_streamed_tool_input_comes_in_fragments_the_first_of_them_empty() {
    ObjectNode request = request("claude-sonnet-5", "What is the weather in `Paris`?");
    request.putArray("tools").add(Json.parse(WEATHER));
    request.put("stream", true);

    StringBuilder input = new StringBuilder();
    boolean first = true;
    for (JsonNode event : SseText.events(client.message(request.toString()).text())) {
      JsonNode piece = event.path("delta").path("partial_json");
      if (piece.isString()) {
        assertThat(piece.stringValue().isEmpty()).isEqualTo(first);
        first = false;
        input.append(piece.stringValue());
      }
    }

    assertThat(Json.parse(input.toString()).path("city").asString()).isEqualTo("Paris");
  }

  @Test
  void structured_output_fits_its_schema() {
    ObjectNode request = request("claude-sonnet-5", "Name it");
    request
        .putObject("output_config")
        .putObject("format")
        .put("type", "json_schema")
        .set("schema", Json.parse(WEATHER).path("input_schema"));

    JsonNode reply = client.message(request.toString()).json();

    JsonNode value = Json.parse(reply.path("content").path(0).path("text").asString());
    assertThat(value.path("days").isIntegralNumber()).isTrue();
    assertThat(value.path("city").isString()).isTrue();
  }

  @Test
  void thinking_comes_back_and_is_taken_only_unchanged_and_in_its_place() {
    ObjectNode request = request("claude-opus-5-5", "Explain");
    request.putObject("thinking").put("type", "adaptive");
    JsonNode first = client.message(request.toString()).json();
    JsonNode thinking = first.path("content").path(0);
    reply(request, first);
    request.withArray("messages").addObject().put("role", "user").put("content", "More");

    assertThat(thinking.path("type").asString()).isEqualTo("thinking");
    assertThat(thinking.path("thinking").asString()).isEmpty();
    assertThat(first.path("usage").path("output_tokens_details").path("thinking_tokens").asInt())
        .isPositive();
    assertThat(client.message(request.toString()).status()).isEqualTo(200);
    assertThat(client.message(request.toString().replace("Explain", "Excuse")).message())
        .contains("prefix_binding_mismatch");
    assertThat(client.message(request.toString().replace("opus-5-5", "fable-5-1")).message())
        .contains("model_binding_mismatch");
    String signature = thinking.path("signature").asString();
    String other = (signature.charAt(40) == 'A' ? "B" : "A") + signature.substring(41);
    String forged = signature.substring(0, 40) + other;
    assertThat(client.message(request.toString().replace(signature, forged)).message())
        .contains("Invalid `signature`");
  }

  @Test
  void max_tokens_and_stop_sequences_end_the_answer() {
    ObjectNode request = request("claude-sonnet-5", "write 200 words");
    JsonNode cut = client.message(request.put("max_tokens", 10).toString()).json();
    JsonNode none = client.message(request.put("max_tokens", 0).toString()).json();
    request.put("max_tokens", 1_000).putArray("stop_sequences").add(".");
    JsonNode stopped = client.message(request.toString()).json();

    assertThat(cut.path("stop_reason").asString()).isEqualTo("max_tokens");
    assertThat(cut.path("usage").path("output_tokens").asInt()).isLessThanOrEqualTo(10);
    assertThat(none.path("content")).isEmpty();
    assertThat(none.path("stop_reason").asString()).isEqualTo("max_tokens");
    assertThat(stopped.path("stop_reason").asString()).isEqualTo("stop_sequence");
    assertThat(stopped.path("stop_sequence").asString()).isEqualTo(".");
  }

  @Test
  void a_thread_is_continued_once_with_the_new_turn_alone() {
    String beta = "message-threads-2026-08-12";
    ObjectNode request = request("claude-sonnet-5", "Explain the plan");
    request.putObject("thread").put("type", "create");
    String id =
        client.message(request.toString(), "anthropic-beta", beta).json().path("id").asString();
    ObjectNode next = request("claude-sonnet-5", "More");
    next.putObject("thread").put("type", "continue").put("previous_message_id", id);

    SimClient.Reply second = client.message(next.toString(), "anthropic-beta", beta);
    SimClient.Reply again = client.message(next.toString(), "anthropic-beta", beta);
    SimClient.Reply unknown =
        client.message(next.toString().replace(id, "msg_x"), "anthropic-beta", beta);
    request.putObject("cache_control").put("type", "ephemeral");
    SimClient.Reply marked = client.message(request.toString(), "anthropic-beta", beta);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().path("usage").path("input_tokens").asInt()).isGreaterThan(30);
    assertThat(again.code()).isEqualTo("thread_already_continued");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("thread_not_found");
    assertThat(marked.code()).isEqualTo("thread_unsupported_request");
    assertThat(marked.text()).contains("\"unsupported\":[\"cache_control\"]");
  }

  @Test
  void a_long_prompt_is_compacted_and_the_pass_is_billed_in_iterations() {
    ObjectNode request = request("claude-sonnet-5", "word ".repeat(60_000));
    ObjectNode edit = request.putObject("context_management").putArray("edits").addObject();
    edit.put("type", "compact_20260112")
        .putObject("trigger")
        .put("type", "input_tokens")
        .put("value", 50_000);

    JsonNode reply =
        client.message(request.toString(), "anthropic-beta", "compact-2026-01-12").json();

    JsonNode usage = reply.path("usage");
    assertThat(reply.path("content").path(0).path("type").asString()).isEqualTo("compaction");
    assertThat(usage.path("iterations").path(0).path("type").asString()).isEqualTo("compaction");
    assertThat(usage.path("iterations").path(0).path("input_tokens").asInt()).isGreaterThan(60_000);
    assertThat(client.bill().path("tokens").path("input").asLong()).isGreaterThan(120_000);
  }

  @Test
  void compaction_on_demand_gives_a_signed_block_that_comes_first_next_time() {
    String beta = "compact-2026-09-04";
    ObjectNode request = request("claude-sonnet-5", "Explain the plan");
    reply(request, client.message(request.toString()).json());
    request.withArray("messages").addObject().put("role", "user").put("content", "go on");
    request.putObject("compaction").put("type", "summarize");

    JsonNode reply = client.message(request.toString(), "anthropic-beta", beta).json();
    request.remove("compaction");
    request.putArray("messages");
    reply(request, reply);
    request.withArray("messages").addObject().put("role", "user").put("content", "and now?");

    assertThat(reply.path("stop_reason").asString()).isEqualTo("compaction");
    assertThat(reply.path("usage").path("input_tokens").asInt()).isZero();
    assertThat(client.message(request.toString(), "anthropic-beta", beta).message()).isEmpty();
    String tampered = request.toString().replace("conversation", "konversation");
    assertThat(client.message(tampered, "anthropic-beta", beta).code())
        .isEqualTo("compaction_signature_invalid");
  }

  @Test
  void old_tool_results_are_cleared_and_reported() {
    ObjectNode request = request("claude-sonnet-5", "go");
    for (int i = 0; i < 5; i++) {
      ArrayNode use =
          request.withArray("messages").addObject().put("role", "assistant").putArray("content");
      use.addObject()
          .put("type", "tool_use")
          .put("id", "t" + i)
          .put("name", "a")
          .putObject("input");
      ArrayNode result =
          request.withArray("messages").addObject().put("role", "user").putArray("content");
      result
          .addObject()
          .put("type", "tool_result")
          .put("tool_use_id", "t" + i)
          .put("content", "long ".repeat(500));
    }
    ObjectNode edit = request.putObject("context_management").putArray("edits").addObject();
    edit.put("type", "clear_tool_uses_20250919")
        .putObject("trigger")
        .put("type", "tool_uses")
        .put("value", 3);

    JsonNode reply =
        client
            .message(request.toString(), "anthropic-beta", "context-management-2025-06-27")
            .json();

    JsonNode applied = reply.path("context_management").path("applied_edits").path(0);
    assertThat(applied.path("cleared_tool_uses").asInt()).isEqualTo(2);
    assertThat(applied.path("cleared_input_tokens").asInt()).isGreaterThan(900);
  }

  @Test
  void the_cache_is_written_read_and_lost_with_time() {
    ObjectNode request = request("claude-sonnet-5-5", "hi");
    ObjectNode block = request.putArray("system").addObject().put("type", "text");
    block
        .put("text", "many words ".repeat(500))
        .putObject("cache_control")
        .put("type", "ephemeral");

    JsonNode first = client.message(request.toString()).json().path("usage");
    JsonNode second = client.message(request.toString()).json().path("usage");
    client.post("/__sim/clock", "{\"advance\":\"6m\"}");
    JsonNode third = client.message(request.toString()).json().path("usage");

    assertThat(first.path("cache_creation").path("ephemeral_5m_input_tokens").asInt()).isPositive();
    assertThat(second.path("cache_read_input_tokens"))
        .isEqualTo(first.path("cache_creation_input_tokens"));
    assertThat(third.path("cache_creation_input_tokens"))
        .isEqualTo(first.path("cache_creation_input_tokens"));
  }

  @Test
  void a_scripted_answer_is_given_once_to_the_request_it_is_for() {
    client.post(
        "/__sim/answers",
        """
        {"match":{"contains":"secret"},"text":"I cannot.","stop_reason":"refusal",
         "stop_details":{"type":"refusal","category":"cyber","explanation":null},
         "usage":{"input_tokens":7,"output_tokens":3}}\
        """);

    JsonNode other = client.message(request("claude-sonnet-5", "say hi").toString()).json();
    JsonNode scripted = client.message(request("claude-sonnet-5", "the secret").toString()).json();

    assertThat(other.path("stop_reason").asString()).isEqualTo("end_turn");
    assertThat(scripted.path("stop_reason").asString()).isEqualTo("refusal");
    assertThat(scripted.path("usage").path("input_tokens").asInt()).isEqualTo(7);
    assertThat(scripted.path("stop_details").path("category").asString()).isEqualTo("cyber");
  }

  @Test
  void a_scripted_answer_gets_the_ids_and_signatures_that_it_lacks() {
    client.post(
        "/__sim/answers",
        """
        {"content":[{"type":"thinking","thinking":"hm"},
                    {"type":"tool_use","name":"a","input":{"b":1}}]}\
        """);
    ObjectNode request = request("claude-opus-5-5", "go");

    JsonNode first = client.message(request.toString()).json();
    reply(request, first);
    request
        .withArray("messages")
        .addObject()
        .put("role", "user")
        .putArray("content")
        .addObject()
        .put("type", "tool_result")
        .put("content", "ok")
        .set("tool_use_id", first.at("/content/1/id"));

    assertThat(first.path("stop_reason").asString()).isEqualTo("tool_use");
    assertThat(client.message(request.toString()).message()).isEmpty();
  }

  @Test
  void a_prompt_beyond_the_window_is_refused_with_both_numbers() {
    ObjectNode request = request("claude-haiku-4-5", "word ".repeat(210_000));

    assertThat(client.message(request.toString()).message())
        .matches("prompt is too long: \\d+ tokens > 200000 maximum");
  }

  @Test
  void a_web_search_is_counted() {
    ObjectNode request = request("claude-sonnet-5", "use the web_search tool for `news`");
    request
        .putArray("tools")
        .addObject()
        .put("type", "web_search_20260318")
        .put("name", "web_search");

    JsonNode reply = client.message(request.toString()).json();

    assertThat(reply.path("content").path(1).path("type").asString())
        .isEqualTo("web_search_tool_result");
    assertThat(reply.path("usage").path("server_tool_use").path("web_search_requests").asInt())
        .isOne();
  }

  @Test
  void an_advisor_is_billed_at_the_rate_of_its_own_model() {
    ObjectNode request = request("claude-haiku-5-5", "use the advisor tool");
    ObjectNode tool = request.putArray("tools").addObject().put("type", "advisor_20260301");
    tool.put("name", "advisor").put("model", "claude-opus-5-5");

    JsonNode usage = client.message(request.toString()).json().path("usage");

    assertThat(usage.at("/iterations/1/type").asString()).isEqualTo("advisor_message");
    assertThat(usage.path("input_tokens")).isEqualTo(usage.at("/iterations/0/input_tokens"));
    long expected =
        usage.at("/iterations/0/input_tokens").asLong() * 100
            + usage.at("/iterations/0/output_tokens").asLong() * 500
            + usage.at("/iterations/1/input_tokens").asLong() * 4_000
            + usage.at("/iterations/1/output_tokens").asLong() * 20_000;
    assertThat(client.bill().path("nanoDollars").asLong()).isEqualTo(expected);
  }

  private static ObjectNode request(String model, String prompt) {
    ObjectNode request = Json.object().put("model", model).put("max_tokens", 2_000);
    request.putArray("messages").addObject().put("role", "user").put("content", prompt);
    return request;
  }

  private static void reply(ObjectNode request, JsonNode reply) {
    request
        .withArray("messages")
        .addObject()
        .put("role", "assistant")
        .set("content", reply.path("content"));
  }
}
