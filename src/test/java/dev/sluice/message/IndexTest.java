package dev.sluice.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.message.Index.Marker;
import dev.sluice.message.Index.Place;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IndexTest {
  private static final JsonMapper TREES =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  @Test
  void the_usual_members_are_read() {
    Index index =
        index(
            """
            {"model":"claude-opus-5-5","max_tokens": 1024 ,"stream":true,"temperature":0.30,
             "messages":[{"role":"user","content":"h\\u00e9llo"}]}\
            """);

    assertThat(index.model()).isEqualTo("claude-opus-5-5");
    assertThat(index.stream()).isTrue();
    assertThat(index.raw("max_tokens")).isEqualTo("1024");
    assertThat(index.raw("temperature")).isEqualTo("0.30");
    assertThat(index.members().keySet())
        .containsExactly("model", "max_tokens", "stream", "temperature", "messages");
    assertThat(index.lastUserText()).isEqualTo("héllo");
    assertThat(index.raw(requireNonNull(index.member("max_tokens"))))
        .isEqualTo("\"max_tokens\": 1024");
  }

  @Test
  void messages_tools_and_system_blocks_have_spans() {
    Index index =
        index(
            """
            {"system":[ {"type":"text","text":"a"} , {"type":"text","text":"b"}],
             "tools":[{"name":"t","input_schema":{"type":"object"}},{"type":"web_search_20250305","name":"web_search"},{"type":"mcp_toolset"}],
             "messages":[{"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]},
               {"role":"assistant","content":[{"type":"tool_use","id":"x","name":"t","input":{"type":"url"}}]},
               {"role":"user","content":[{"type":"tool_result","tool_use_id":"x","content":[{"type":"text","text":"inner"}]}]}]}\
            """);

    assertThat(index.system())
        .extracting(index::raw)
        .element(1)
        .isEqualTo("{\"type\":\"text\",\"text\":\"b\"}");
    assertThat(index.tools())
        .extracting(Index.Tool::type)
        .containsExactly(null, "web_search_20250305", "mcp_toolset");
    assertThat(index.tools()).extracting(Index.Tool::name).containsExactly("t", "web_search", null);
    assertThat(index.messages())
        .extracting(Index.Message::role)
        .containsExactly("user", "assistant", "user");
    assertThat(index.messages().getFirst().blocks())
        .extracting(index::raw)
        .last()
        .isEqualTo("{\"type\":\"text\",\"text\":\"two\"}");
    assertThat(index.lastUserText()).isEqualTo("two");
    assertThat(index.blockTypes()).containsExactlyInAnyOrder("text", "tool_use", "tool_result");
    assertThat(index.urlSources()).isFalse();
  }

  @Test
  void cache_markers_are_found_where_they_are_markers() {
    Index index =
        index(
            """
            {"cache_control":{"type":"ephemeral"},"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"1h"}}],
             "tools":[{"name":"a"},{"name":"t","cache_control" : {"type":"ephemeral"},"input_schema":{"properties":{"cache_control":{"type":"object"}}}}],
             "messages":[{"role":"user","content":"x"},{"role":"user","content":[{"type":"text","text":"y","cache_control":null},
               {"type":"tool_result","content":[{"type":"text","text":"z","cache_control":{"type":"ephemeral"}}]},
               {"type":"tool_use","input":{"cache_control":{"ttl":"1h"}}}]}]}\
            """);

    assertThat(index.markers())
        .extracting(Marker::place, Marker::at, Marker::block, Marker::ttl)
        .containsExactly(
            tuple(Place.TOP, 0, 0, "5m"),
            tuple(Place.SYSTEM, 0, 0, "1h"),
            tuple(Place.TOOL, 1, 0, "5m"),
            tuple(Place.MESSAGE, 1, 1, "5m"));
    assertThat(index.raw(index.markers().get(2).member()))
        .isEqualTo("\"cache_control\" : {\"type\":\"ephemeral\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"u\"}}]}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"content\":[{\"type\":\"image\",\"source\":{\"url\":\"u\",\"type\":\"url\"}}]}]}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"content\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"u\"}}]}}]}]}"
      })
  void url_sources_are_found_at_any_depth(String body) {
    assertThat(index(body).urlSources()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-anthropic-billing-header: cc_version=2.1.328.a1b; cc_entrypoint=sdk-cli;",
        "x-anthropic-billing-header: cc_version=2.1.328.a1b; cc_entrypoint=cli; cch=00000; cc_is_subagent=true;",
        "x-anthropic-billing-header: abc",
        "x-anthropic-billing-header:"
      })
  void an_attribution_block_is_found(String text) {
    Index index =
        index(
            "{\"system\":[ {\"type\":\"text\",\"text\":\""
                + text
                + "\"} , {\"type\":\"text\",\"text\":\"b\"}]}");

    Span span = index.attribution();

    assertThat(span).isNotNull();
    assertThat(index.raw(requireNonNull(span))).startsWith("{\"type\"").endsWith("\"} , ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: a=b; Answer in French\"}]",
        "[{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: a=b;\\nAnswer in French\"}]",
        "[{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: a=b;\",\"citations\":{}}]",
        "[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: a=b;\"}]",
        "[{\"text\":\"x-anthropic-billing-header: a=b;\"}]",
        "\"x-anthropic-billing-header: a=b;\"",
        "[]",
        "[[]]"
      })
  void what_only_begins_like_one_is_no_attribution_block(String system) {
    assertThat(index("{\"system\":" + system + "}").attribution()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "\"{}\"",
        "null",
        "{",
        "{}x",
        "{} {}",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"x\":[{\"b\":1,\"b\":1}]}",
        "{\"messages\":[{\"role\":\"user\",\"role\":\"user\"}]}",
        "{\"tools\":[{\"input_schema\":{\"a\":1,\"a\":1}}]}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":\"\\x\"}",
        "{'a':1}",
        "{/**/}",
        "{\"a\":tru}",
        "{\"messages\":[{]}",
        "\uFEFF{}",
        "{\"a\":\"\\ud83\"}"
      })
  void what_cannot_be_read_without_doubt_has_no_index(String body) {
    assertThat(Body.indexed(body.getBytes(UTF_8)).index()).isNull();
  }

  @Test
  void depth_and_digits_are_limited() {
    assertThat(nested(499)).isNotNull();
    assertThat(nested(500)).isNull();
    assertThat(nested(1_000_000)).isNull();
    assertThat(Index.of(("{\"a\":" + "9".repeat(1_000) + "}").getBytes(UTF_8))).isNotNull();
    assertThat(Index.of(("{\"a\":" + "9".repeat(1_001) + "}").getBytes(UTF_8))).isNull();
    assertThat(Index.of(("{\"a\":1." + "9".repeat(5_000) + "}").getBytes(UTF_8))).isNull();
  }

  @Test
  void only_well_formed_utf8_is_read() {
    byte[][] bad = {
      {(byte) 0xC0, (byte) 0x80},
      {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
      {(byte) 0xF5, 0, 0, 0},
      {(byte) 0xE2, (byte) 0x82},
      {(byte) 0x80},
      {(byte) 0xFF},
      {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}
    };
    for (byte[] each : bad) {
      String latin = "{\"a\":\"" + new String(each, ISO_8859_1) + "\"}";
      assertThat(Index.of(latin.getBytes(ISO_8859_1))).isNull();
    }
    assertThat(Index.of("{\"a\":\"é߿ࠀ\uFFFF😀\"}".getBytes(UTF_8))).isNotNull();
    assertThat(Index.of("{\"a\":1}".getBytes(UTF_16LE))).isNull();
  }

  @Test
  void a_name_that_comes_twice_is_found_in_a_large_object() {
    StringBuilder body = new StringBuilder("{\"a\":0");
    for (int i = 0; i < 20_000; i++) {
      body.append(",\"n").append(i).append("\":").append(i);
    }
    assertThat(Index.of((body + "}").getBytes(UTF_8))).isNotNull();
    assertThat(Index.of((body + ",\"n7\":1}").getBytes(UTF_8))).isNull();
  }

  @Test
  void every_span_of_a_random_body_is_the_value_that_a_tree_has() {
    long seed = new Random().nextLong();
    RandomJson bodies = new RandomJson(new Random(seed));
    int indexed = 0;
    for (int i = 0; i < 5_000; i++) {
      String body = bodies.body();
      byte[] bytes = body.getBytes(UTF_8);
      Index index = Index.of(bytes);
      JsonNode tree = tree(bytes);
      assertThat(index == null).as("seed %d: %s", seed, body).isEqualTo(tree == null);
      if (index != null && tree != null) {
        indexed++;
        assertSame(index, tree, "seed " + seed + ": " + body);
      }
    }
    assertThat(indexed).isGreaterThan(4_000);
  }

  private static void assertSame(Index index, JsonNode tree, String as) {
    assertThat(index.members()).as(as).hasSize(tree.size());
    index
        .members()
        .forEach((name, span) ->
            assertThat(TREES.readTree(index.raw(span))).as(as).isEqualTo(tree.get(name)));
    index
        .members()
        .forEach((name, span) -> {
          String member = index.raw(requireNonNull(index.member(name)));
          assertThat(TREES.readTree("{" + member + "}").get(name)).as(as).isEqualTo(tree.get(name));
        });
    int message = 0;
    for (JsonNode each : tree.path("messages")) {
      if (each.isObject() && tree.path("messages").isArray()) {
        assertThat(TREES.readTree(index.raw(index.messages().get(message++).span())))
            .as(as)
            .isEqualTo(each);
      }
    }
    assertThat(index.messages()).as(as).hasSize(message);
    index
        .markers()
        .forEach(marker ->
            assertThatCode(() -> TREES.readTree("{" + index.raw(marker.member()) + "}"))
                .as(as)
                .doesNotThrowAnyException());
    assertThatCode(index::lastUserText).as(as).doesNotThrowAnyException();
    assertThatCode(index::attribution).as(as).doesNotThrowAnyException();
  }

  @Test
  void ten_thousand_odd_bodies_never_throw() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    RandomJson bodies = new RandomJson(random);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = bodies.body().getBytes(UTF_8);
      for (int n = random.nextInt(4); n >= 0 && bytes.length > 0; n--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) "{}[]\",:\\u0 \n\u0000\u00ff".charAt(random.nextInt(14));
      }
      byte[] odd =
          random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      Index index = Index.of(odd);
      JsonNode tree = index == null ? null : tree(odd);
      if (index != null) {
        assertThat(tree).as("seed %d: %s", seed, new String(odd, UTF_8)).isNotNull();
        assertSame(index, requireNonNull(tree), "seed " + seed + ": " + new String(odd, UTF_8));
      }
    }
  }

  private static @Nullable Index nested(int depth) {
    return Index.of(("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}").getBytes(UTF_8));
  }

  private static @Nullable JsonNode tree(byte[] bytes) {
    try (var parser = TREES.createParser(bytes)) {
      JsonNode tree = TREES.readTree(parser);
      return tree != null && tree.isObject() && parser.nextToken() == null ? tree : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static Index index(String body) {
    return requireNonNull(Body.indexed(body.getBytes(UTF_8)).index());
  }
}
