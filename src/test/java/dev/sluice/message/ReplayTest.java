package dev.sluice.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

class ReplayTest {
  private static final JsonMapper TREES =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  static Stream<Path> messages() {
    return Golden.files("anthropic/replay/messages", ".json").stream();
  }

  static Stream<Path> streams() {
    return Golden.files("anthropic/replay/streams", ".sse").stream();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_message_is_replayed_as_the_expected_stream(Path file) {
    Golden.check(file, ".sse", requireNonNull(Replay.stream(Golden.bytes(file))));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_replayed_message_is_the_same_message_again(Path file) {
    byte[] message = Golden.bytes(file);

    byte[] again = requireNonNull(Replay.message(requireNonNull(Replay.stream(message))));

    assertThat(TREES.readTree(again)).isEqualTo(TREES.readTree(message));
    assertThat(inputs(again)).isEqualTo(inputs(message));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_replay_keeps_the_rules_of_the_accumulators(Path file) {
    List<String> types = new ArrayList<>();
    List<JsonNode> events = new ArrayList<>();
    byte[] stream = requireNonNull(Replay.stream(Golden.bytes(file)));
    SseScanner scanner =
        new SseScanner((name, bytes, from, to) -> {
          JsonNode event = TREES.readTree(bytes, from, to - from);
          assertThat(event.path("type").stringValue()).isEqualTo(name);
          types.add(name);
          events.add(event);
        });
    scanner.scan(stream, 0, stream.length);

    assertThat(scanner.betweenEvents()).isTrue();
    assertThat(types).startsWith("message_start").endsWith("message_delta", "message_stop");
    assertThat(types).filteredOn(type -> type.startsWith("message_")).hasSize(3);
    assertThat(events.getFirst().at("/message/usage/output_tokens").intValue()).isEqualTo(1);
    assertThat(events.get(events.size() - 2).at("/usage/output_tokens").isNumber()).isTrue();
    assertBlocks(events);
  }

  private static void assertBlocks(List<JsonNode> events) {
    int open = -1;
    int next = 0;
    int inputs = 0;
    String block = "";
    for (JsonNode event : events) {
      switch (event.path("type").stringValue()) {
        case "content_block_start" -> {
          assertThat(open).isEqualTo(-1);
          open = event.path("index").intValue();
          assertThat(open).isEqualTo(next++);
          block = event.at("/content_block/type").asString("");
          inputs = 0;
        }
        case "content_block_delta" -> {
          assertThat(event.path("index").intValue()).isEqualTo(open);
          inputs += event.at("/delta/type").stringValue().equals("input_json_delta") ? 1 : 0;
          assertThat(event.toString()).doesNotContain("\uFFFD");
        }
        case "content_block_stop" -> {
          assertThat(event.path("index").intValue()).isEqualTo(open);
          assertThat(inputs > 0).isEqualTo(block.endsWith("tool_use"));
          open = -1;
        }
        default -> assertThat(open).isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void a_stream_is_accumulated_to_the_expected_message(Path file) {
    Golden.check(file, ".json", requireNonNull(Replay.message(Golden.bytes(file))));
  }

  @Test
  void an_escaped_surrogate_pair_is_never_split() {
    for (int offset = 0; offset < 130; offset++) {
      String text = "a".repeat(offset) + "\\ud83d\\ude00".repeat(20);
      String stream = new String(requireNonNull(Replay.stream(message(text))), UTF_8);
      assertThat(stream).doesNotContain("\"text\":\"\\ude00").doesNotContain("\\ud83d\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"type\":\"error\",\"error\":{}}",
        "{\"type\":\"message\"}",
        "{\"type\":\"message\",\"content\":[1]}",
        "{\"type\":\"message\",\"content\":[],\"content\":[]}",
        "{\"type\":\"message\",\"content\":[]}x",
        "<html>"
      })
  void what_is_no_message_is_not_replayed(String text) {
    assertThat(Replay.stream(text.getBytes(UTF_8))).isNull();
  }

  @Test
  void a_stream_that_is_not_whole_or_not_understood_is_no_message() {
    String stream = new String(requireNonNull(Replay.stream(message("x"))), UTF_8);
    String stop = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    assertThat(Replay.message(stream.getBytes(UTF_8))).isNotNull();
    for (String broken :
        List.of(
            stream.replace(stop, ""),
            stream.substring(0, stream.length() - 1),
            stream.replace(stop, "event: error\ndata: {\"type\":\"error\"}\n\n" + stop),
            stream.replace("text_delta", "tomorrow_delta"),
            stream.replace("\"index\":0,\"delta\"", "\"index\":1,\"delta\""),
            stream.substring(stream.indexOf("event: content_block_start")),
            stream.replace(
                "{\"type\":\"text_delta\"",
                "{\"type\":\"input_json_delta\",\"partial_json\":\"{\""),
            stream + stream.replace(stop, "") + "x")) {
      boolean sameStart = broken.startsWith(stream);
      assertThat(Replay.message(broken.getBytes(UTF_8)) == null).as(broken).isEqualTo(!sameStart);
    }
  }

  @Test
  void odd_bytes_never_throw() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<byte[]> all = new ArrayList<>();
    messages().map(Golden::bytes).forEach(all::add);
    streams().map(Golden::bytes).forEach(all::add);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = all.get(random.nextInt(all.size())).clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) "{}[]\",:\\u0 \n\u0000\u00ff".charAt(random.nextInt(14));
      }
      byte[] stream = Replay.stream(bytes);
      byte[] message = Replay.message(stream == null ? bytes : stream);
      assertThat(stream == null || message != null)
          .as("seed %d: %s", seed, new String(bytes, UTF_8))
          .isTrue();
    }
  }

  private static byte[] message(String text) {
    return ("{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}")
        .getBytes(UTF_8);
  }

  private static List<String> inputs(byte[] message) {
    List<String> inputs = new ArrayList<>();
    for (byte[] block :
        RawJson.elements(requireNonNull(RawJson.array(RawJson.members(message), "content")))) {
      byte[] input = RawJson.object(RawJson.members(block), "input");
      if (input != null && !RawJson.members(input).isEmpty()) {
        inputs.add(new String(input, UTF_8));
      }
    }
    return inputs;
  }
}
