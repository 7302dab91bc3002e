package dev.sluice.provider.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyObserverTest {
  private static final String START =
      event(
          "message_start",
          """
          {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-opus-5-5","content":[],"stop_reason":null,
          "usage":{"input_tokens":10,"cache_creation_input_tokens":30,"cache_read_input_tokens":40,"cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":10},
          "output_tokens":1,"service_tier":"priority","inference_geo":"us","speed":"fast"}}}\
          """);
  private static final String TEXT =
      event(
              "content_block_start",
              "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
          + event(
              "content_block_delta",
              "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello world, this is text\"}}")
          + event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}");
  private static final String END =
      event(
              "message_delta",
              "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":50,\"input_tokens\":null,\"output_tokens_details\":{\"thinking_tokens\":5}}}")
          + event("message_stop", "{\"type\":\"message_stop\"}");

  @Test
  void a_stream_gives_its_usage_model_and_end() {
    ReplyObserver observer = stream(START + event("ping", "{\"type\":\"ping\"}") + TEXT + END);

    ReplyFacts facts = observer.facts();

    assertThat(facts.model()).isEqualTo("claude-opus-5-5");
    assertThat(facts.stopReason()).isEqualTo("end_turn");
    assertThat(facts.usageKnown()).isTrue();
    assertThat(facts.usage())
        .isEqualTo(
            new Usage(
                10,
                20,
                10,
                40,
                50,
                5,
                ServerTools.NONE,
                new Tariff("priority", "fast", "us"),
                List.of(),
                false));
    assertThat(observer.complete()).isTrue();
    assertThat(observer.failed()).isFalse();
    assertThat(observer.betweenEvents()).isTrue();
  }

  @Test
  void facts_do_not_depend_on_where_the_stream_is_split() {
    byte[] bytes = (START + TEXT + END).replace("\n", "\r\n").getBytes(UTF_8);
    ReplyFacts whole = stream(new String(bytes, UTF_8)).facts();
    for (int cut = 0; cut <= bytes.length; cut++) {
      ReplyObserver observer = ReplyObservers.forReply(true, null, true, 1 << 20);
      observer.bytes(bytes, 0, cut);
      observer.bytes(bytes, cut, bytes.length);
      observer.end();
      assertThat(observer.facts()).isEqualTo(whole);
      assertThat(observer.content()).isEqualTo(bytes);
    }
  }

  @Test
  void the_last_message_delta_overwrites_and_what_it_leaves_out_stays() {
    String first =
        event(
            "message_delta",
            "{\"delta\":{\"stop_reason\":\"pause_turn\"},\"usage\":{\"output_tokens\":20,\"input_tokens\":11,\"cache_creation_input_tokens\":45,\"server_tool_use\":{\"web_search_requests\":2}}}");
    String last =
        event(
            "message_delta",
            "{\"delta\":{},\"usage\":{\"output_tokens\":30,\"cache_read_input_tokens\":41,\"server_tool_use\":{\"web_search_requests\":3,\"web_fetch_requests\":1},\"iterations\":[{\"type\":\"compaction\",\"model\":\"m\",\"input_tokens\":1,\"output_tokens\":2,\"cache_read_input_tokens\":3,\"cache_creation_input_tokens\":9,\"cache_creation\":{\"ephemeral_1h_input_tokens\":4,\"ephemeral_5m_input_tokens\":5}}]}}");

    ReplyFacts facts = stream(START + TEXT + first + last).facts();

    assertThat(facts.stopReason()).isEqualTo("pause_turn");
    assertThat(facts.usage())
        .isEqualTo(
            new Usage(
                11,
                35,
                10,
                41,
                30,
                0,
                new ServerTools(3, 1, 0),
                new Tariff("priority", "fast", "us"),
                List.of(new Iteration("compaction", "m", 1, 5, 4, 3, 2)),
                false));
  }

  @Test
  void cache_writes_without_a_split_are_for_five_minutes() {
    Usage usage =
        json("{\"type\":\"message\",\"model\":\"m\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2,\"cache_creation_input_tokens\":7,\"cache_read_input_tokens\":null}}")
            .facts()
            .usage();

    assertThat(usage.cacheWrite5m()).isEqualTo(7);
    assertThat(usage.cacheWrite1h()).isZero();
  }

  @Test
  void a_fallback_block_changes_the_model() {
    String fallback =
        event(
            "content_block_start",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"fallback\",\"from\":{\"model\":\"a\"},\"to\":{\"model\":\"claude-opus-4-8\"}}}");
    String talksOfIt =
        event(
            "content_block_start",
            "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"web_search_tool_result\",\"content\":[\"fallback\"],\"to\":{\"model\":\"x\"}}}");

    assertThat(stream(START + fallback + talksOfIt + END).facts().model())
        .isEqualTo("claude-opus-4-8");
  }

  @Test
  void a_stream_cut_before_its_last_usage_is_estimated() {
    ReplyFacts facts = stream(START + TEXT).facts();

    assertThat(facts.usageKnown()).isFalse();
    assertThat(facts.usage().estimated()).isTrue();
    assertThat(facts.usage().input()).isEqualTo(10);
    assertThat(facts.usage().output()).isEqualTo(7);
    assertThat(stream(TEXT.substring(0, TEXT.length() - 1)).facts().usage().output()).isPositive();
    assertThat(stream("").facts()).isEqualTo(ReplyFacts.UNKNOWN);
  }

  @Test
  void only_start_ping_and_error_are_not_substantial() {
    assertThat(stream(START + event("ping", "{}") + event("error", "{}")).substantial()).isFalse();
    assertThat(stream(START + TEXT).substantial()).isTrue();
    assertThat(stream(event("tomorrow", "{}")).substantial()).isTrue();
    assertThat(stream(event("content_block_start", "x".repeat(2 << 20))).substantial()).isTrue();
  }

  @Test
  void an_error_event_is_a_failure_even_before_a_stop() {
    ReplyObserver observer =
        stream(
            START
                + TEXT
                + event(
                    "error",
                    "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}")
                + END);

    assertThat(observer.failed()).isTrue();
    assertThat(observer.complete()).isFalse();
    assertThat(observer.facts().errorType()).isEqualTo("overloaded_error");
  }

  @Test
  void events_without_a_name_are_read_by_their_type() {
    ReplyObserver observer = stream((START + TEXT + END).replaceAll("(?m)^event: .*\n", ""));

    assertThat(observer.facts()).isEqualTo(stream(START + TEXT + END).facts());
    assertThat(observer.complete()).isTrue();
  }

  @Test
  void a_json_reply_gives_its_usage_model_and_end() {
    ReplyObserver observer =
        json(
            """
            {"usage":{"input_tokens":3,"output_tokens":4,"iterations":[{"type":"message","input_tokens":3,"output_tokens":4}],"service_tier":"batch","server_tool_use":{"code_execution_requests":2}},
             "model":"claude-haiku-5-5","type":"message","content":[{"type":"text","text":"hi"}],"stop_reason":"tool_use"}\
            """);

    ReplyFacts facts = observer.facts();

    assertThat(observer.complete()).isTrue();
    assertThat(facts.model()).isEqualTo("claude-haiku-5-5");
    assertThat(facts.stopReason()).isEqualTo("tool_use");
    assertThat(facts.usageKnown()).isTrue();
    assertThat(facts.usage())
        .isEqualTo(
            new Usage(
                3,
                0,
                0,
                0,
                4,
                0,
                new ServerTools(0, 0, 2),
                new Tariff("batch", "standard", null),
                List.of(new Iteration("message", null, 3, 0, 0, 0, 4)),
                false));
  }

  @Test
  void an_error_envelope_gives_its_type() {
    ReplyObserver observer =
        json(
            "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"m\"},\"request_id\":\"r\"}");

    assertThat(observer.failed()).isTrue();
    assertThat(observer.complete()).isFalse();
    assertThat(observer.facts())
        .isEqualTo(new ReplyFacts(null, null, "rate_limit_error", Usage.NONE, false));
  }

  @Test
  void a_json_reply_that_was_cut_is_estimated() {
    ReplyObserver observer = ReplyObservers.forReply(false, null, true, 100);
    byte[] bytes =
        "{\"type\":\"message\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"hel"
            .getBytes(UTF_8);

    observer.bytes(bytes, 0, bytes.length);

    assertThat(observer.complete()).isFalse();
    assertThat(observer.facts().model()).isEqualTo("m");
    assertThat(observer.facts().usage().estimated()).isTrue();
    assertThat(observer.facts().usage().output()).isPositive();
  }

  @Test
  void other_json_is_no_message_and_used_nothing() {
    for (String body :
        List.of(
            "{\"input_tokens\":7}",
            "[]",
            "",
            "null",
            "{\"type\":\"message\"}x",
            "<html>502</html>")) {
      ReplyObserver observer = json(body);
      assertThat(observer.complete()).as(body).isFalse();
      assertThat(observer.facts().usage()).as(body).isEqualTo(Usage.NONE);
    }
  }

  @Test
  void numbers_that_are_no_counts_are_not_believed() {
    String usage =
        "{\"input_tokens\":-5,\"output_tokens\":99999999999999999999999,\"cache_read_input_tokens\":1.5,\"cache_creation_input_tokens\":\"7\"}";
    assertThat(json("{\"type\":\"message\",\"usage\":" + usage + "}").facts().usage().totalInput())
        .isZero();
    assertThat(
            json("{\"type\":\"message\",\"usage\":{\"output_tokens\":9000000000000000000}}")
                .facts()
                .usage()
                .output())
        .isEqualTo(1L << 40);
    assertThat(json("{\"type\":\"message\",\"usage\":[1]}").facts().usageKnown()).isFalse();
  }

  @Test
  void content_is_kept_only_when_asked_and_within_the_limit() {
    byte[] bytes = (START + TEXT + END).getBytes(UTF_8);

    assertThat(observed(ReplyObservers.forReply(true, null, false, 1 << 20), bytes).content())
        .isNull();
    assertThat(
            observed(ReplyObservers.forReply(true, null, true, bytes.length - 1), bytes).content())
        .isNull();
    assertThat(observed(ReplyObservers.forReply(true, null, true, bytes.length), bytes).content())
        .isEqualTo(bytes);
    assertThat(
            observed(ReplyObservers.forReply(false, null, true, bytes.length - 1), bytes).content())
        .isNull();
    assertThat(observed(ReplyObservers.forReply(false, null, true, bytes.length), bytes).content())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatever_comes_nothing_is_thrown(boolean sse) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String[] parts = {
      START,
      TEXT,
      END,
      "[".repeat(100_000),
      event("message_start", "[".repeat(2_000)),
      event("message_delta", "{\"usage\":" + "{\"a\":".repeat(600)),
      "<html>",
      "\u0000\u00ff",
      event("error", "not json"),
      event("message_start", "{\"message\":{\"usage\":{\"iterations\":[1,[],null,{}]}}}")
    };
    for (int i = 0; i < 2_000; i++) {
      ReplyObserver observer = ReplyObservers.forReply(sse, null, random.nextBoolean(), 1_000);
      for (int n = random.nextInt(6); n >= 0; n--) {
        byte[] bytes = parts[random.nextInt(parts.length)].getBytes(UTF_8);
        int from = random.nextInt(bytes.length);
        bytes[from] = (byte) random.nextInt();
        observer.bytes(bytes, from / 2, bytes.length);
        observer.facts();
      }
      observer.end();
      assertThat(observer.facts().usage().output()).as("seed " + seed).isNotNegative();
      observer.content();
      observer.complete();
      observer.failed();
    }
  }

  private static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data.replace("\n", "") + "\n\n";
  }

  private static ReplyObserver stream(String text) {
    return observed(ReplyObservers.forReply(true, null, false, 0), text.getBytes(UTF_8));
  }

  private static ReplyObserver json(String text) {
    return observed(ReplyObservers.forReply(false, null, false, 0), text.getBytes(UTF_8));
  }

  private static ReplyObserver observed(ReplyObserver observer, byte[] bytes) {
    observer.bytes(bytes, 0, bytes.length);
    observer.end();
    return observer;
  }
}
