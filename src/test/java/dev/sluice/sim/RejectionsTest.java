package dev.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sim.json.Json;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The refusals of the real API, one line each: what is changed in a good request, and the answer.
 */
final class RejectionsTest {
  private static final String GOOD =
      """
      {"model":"claude-sonnet-4-6","max_tokens":2000,"messages":[{"role":"user","content":"hi"}]}\
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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"max_tokens":null}                        | 400 | max_tokens: Field required
          {"max_tokens":-1}                          | 400 | max_tokens: Input should be greater than or equal to 0
          {"max_tokens":"many"}                      | 400 | max_tokens: Input should be a valid integer
          {"max_tokens":200000}                      | 400 | max_tokens: 200000 > 128000, which is the maximum allowed number of output tokens for claude-sonnet-4-6
          {"model":null}                             | 400 | model: Field required
          {"model":"claude-sonnet-99"}               | 404 | model: claude-sonnet-99
          {"model":"claude-3-opus-20240229"}         | 404 | has reached its end of life
          {"messages":null}                          | 400 | messages: Field required
          {"messages":[]}                            | 400 | messages: at least one message is required
          {"messages":"hi"}                          | 400 | messages: Input should be a valid list
          {"messages":[{"role":"robot","content":"x"}]} | 400 | messages.0.role: Input should be 'user', 'assistant' or 'system'
          {"messages":[{"role":"assistant","content":"x"},{"role":"user","content":"y"}]} | 400 | first message must use the "user" role
          {"messages":[{"role":"user","content":""}]} | 400 | messages.0: all messages must have non-empty content
          {"messages":[{"role":"user","content":" "}]} | 400 | text content blocks must contain non-whitespace text
          {"messages":[{"role":"user","content":[{"type":"text","text":""}]}]} | 400 | text content blocks must be non-empty
          {"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"I"}]} | 400 | does not support assistant message prefill
          {"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"x"},{"role":"assistant","content":"I "}]} | 400 | final assistant content cannot end with trailing whitespace
          {"temperature":2}                          | 400 | temperature: Input should be less than or equal to 1
          {"temperature":0.5,"top_p":0.9}            | 400 | `temperature` and `top_p` cannot both be specified
          {"model":"claude-opus-4-8","temperature":0.5} | 400 | `temperature` is not supported by claude-opus-4-8
          {"service_tier":"fastest"}                 | 400 | service_tier: Input should be 'auto' or 'standard_only'
          {"model":"claude-haiku-4-5","inference_geo":"us"} | 400 | does not support inference_geo
          {"speed":"fast"}                           | 400 | does not support `fast`
          {"model":"claude-sonnet-4-5","output_config":{"effort":"low"}} | 400 | does not support the effort parameter
          {"stream":"yes"}                           | 400 | stream: Input should be a valid boolean
          {"stop_sequences":[" "]}                   | 400 | each stop sequence must contain non-whitespace
          {"context_management":{"edits":[]}}        | 400 | context_management: Extra inputs are not permitted
          {"thread":{"type":"create"}}               | 400 | thread: Extra inputs are not permitted
          {"fallbacks":[{"model":"claude-opus-5"}]}  | 400 | fallbacks: Extra inputs are not permitted
          {"mcp_servers":[]}                         | 400 | mcp_servers: Extra inputs are not permitted
          {"thinking":{"type":"enabled"}}            | 400 | thinking.enabled.budget_tokens: Field required
          {"thinking":{"type":"enabled","budget_tokens":100}} | 400 | greater than or equal to 1024
          {"thinking":{"type":"enabled","budget_tokens":2000}} | 400 | `max_tokens` must be greater than `thinking.budget_tokens`
          {"model":"claude-opus-5-5","thinking":{"type":"disabled"}} | 400 | thinking.type: `disabled` is not supported by claude-opus-5-5
          {"model":"claude-opus-4-8","thinking":{"type":"enabled","budget_tokens":1024}} | 400 | thinking.type: `enabled` is not supported
          {"model":"claude-sonnet-5-5","thinking":{"type":"between_tools"},"output_config":{"effort":"max"}} | 400 | needs an effort of high or less
          {"thinking":{"type":"adaptive"},"temperature":0.3} | 400 | may only be set to 1 when thinking is enabled
          {"tool_choice":{"type":"any"}}             | 400 | may only be specified while providing tools
          {"tools":[{"name":"a b","input_schema":{"type":"object"}}]} | 400 | tools.0.custom.name: String should match pattern
          {"tools":[{"name":"a","input_schema":{"type":"object"}},{"name":"a","input_schema":{"type":"object"}}]} | 400 | Tool names must be unique
          {"tools":[{"name":"a"}]}                   | 400 | tools.0.custom.input_schema: Field required
          {"tools":[{"name":"a","input_schema":{}}]} | 400 | input_schema.type: Field required
          {"tools":[{"type":"magic_1","name":"a"}]}  | 400 | Input tag 'magic_1' found using 'type'
          {"tools":[{"name":"a","input_schema":{"type":"object"}}],"tool_choice":{"type":"tool","name":"b"}} | 400 | Tool 'b' not found in provided tools
          {"tools":[{"name":"a","input_schema":{"type":"object"},"defer_loading":true}]} | 400 | At least one tool must have defer_loading=false
          {"model":"claude-opus-5-5","tools":[{"name":"a","input_schema":{"type":"object"}}],"tool_choice":{"type":"any"}} | 400 | tool_choice: `any` is not supported by claude-opus-5-5
          {"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"a","input":{}}]},{"role":"user","content":"y"}]} | 400 | messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1
          {"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t9","content":"x"}]}]} | 400 | unexpected `tool_use_id` found in `tool_result` blocks: t9
          {"messages":[{"role":"user","content":[{"type":"thinking","thinking":"","signature":"x"}]}]} | 400 | can only be in `assistant` messages
          {"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"thinking","thinking":"a","signature":"x"},{"type":"text","text":"b"}]},{"role":"user","content":"y"}]} | 400 | Invalid `signature` in `thinking` block
          {"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/bmp","data":"AA"}}]}]} | 400 | media_type: Input should be 'image/jpeg'
          {"messages":[{"role":"user","content":[{"type":"image","source":{"type":"file","file_id":"file_x"}}]}]} | 404 | File not found: file_x
          {"system":[{"type":"text","text":"a","cache_control":{"type":"forever"}}]} | 400 | cache_control.type: Input should be 'ephemeral'
          {"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"2h"}}]} | 400 | ttl: Input should be '5m' or '1h'
          {"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},{"type":"text","text":"b","cache_control":{"type":"ephemeral","ttl":"1h"}}]} | 400 | must not come after a ttl='5m'
          {"system":[{"type":"text","text":"","cache_control":{"type":"ephemeral"}}]} | 400 | cannot be set for empty text blocks
          {"metadata":{"user_id":7}}                 | 400 | metadata.user_id: Input should be a valid string
          """)
  void a_bad_request_is_refused_in_the_words_of_the_api(String change, int status, String words) {
    SimClient.Reply reply = client.message(changed(change));

    assertThat(reply.message()).contains(words);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().path("request_id").asString())
        .isEqualTo(reply.headers().get("request-id"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"temperature":1.0}                        | temperature: Extra inputs are not permitted
          {"top_k":5}                                | top_k: Extra inputs are not permitted
          {"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"x"}}]},{"role":"user","content":"b"}]} | `document` blocks are not allowed in assistant messages
          {"messages":[{"role":"user","content":[{"type":"text","text":"x","citations":[{"type":"char_location"}]}]}]} | citations are not allowed in user messages
          """)
  void the_newer_version_refuses_more(String change, String words) {
    SimClient.Reply newer = client.message(changed(change), "anthropic-version", "2026-10-21");
    SimClient.Reply older = client.message(changed(change));

    assertThat(newer.status()).isEqualTo(400);
    assertThat(newer.message()).contains(words);
    assertThat(older.message()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"safeguards":[{"type":"dangerous_tool_use"}]}
          {"some_future_field":{"a":1}}
          {"max_tokens":0}
          {"messages":[{"role":"user","content":"hi"},{"role":"system","content":"be kind","output_config":{"effort":"low"}}]}
          {"tools":[{"type":"computer_toolset_20260801"}]}
          {"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral","scope":"global"}}]}
          """)
  void what_clients_send_beyond_the_schema_is_taken(String change) {
    assertThat(client.message(changed(change)).message()).isEmpty();
  }

  @ParameterizedTest(name = "{0} markers")
  @CsvSource({"4,200", "5,400"})
  void four_markers_are_the_most(int markers, int status) {
    ObjectNode request = Json.parse(GOOD).asObject();
    for (int i = 0; i < markers; i++) {
      ObjectNode block = request.withArray("system").addObject().put("type", "text");
      block.put("text", "a").putObject("cache_control").put("type", "ephemeral");
    }

    assertThat(client.message(request.toString()).status()).isEqualTo(status);
    request.putObject("cache_control").put("type", "ephemeral");
    assertThat(client.message(request.toString()).status()).isEqualTo(400);
  }

  private static String changed(String change) {
    ObjectNode request = Json.parse(GOOD).asObject();
    for (Map.Entry<String, JsonNode> member : Json.parse(change).properties()) {
      if (member.getValue().isNull()) {
        request.remove(member.getKey());
      } else {
        request.set(member.getKey(), member.getValue());
      }
    }
    return request.toString();
  }
}
