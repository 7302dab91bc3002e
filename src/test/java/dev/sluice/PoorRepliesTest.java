package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.FakeProvider.Script;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the exact cache never stores (spec seeds section 7, item 4; reliability 3.7 "Poisoning").
 */
class PoorRepliesTest {
  @TempDir Path data;
  private GatewayRig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new GatewayRig(data);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  /** Sends a message and waits until whatever it leaves behind is there. */
  private Wire.Message ask(String body, String... lines) throws Exception {
    Wire.Message reply = rig.message(body, lines);
    rig.idle();
    return reply;
  }

  private static String cache(Wire.Message reply) {
    return reply.header("x-sluice-cache");
  }

  /** Replies that must never be served twice, by name. */
  private static Script poor(String name) {
    String stopped = Replies.MESSAGE;
    String event = Replies.event("error", Replies.error("overloaded_error", "Overloaded"));
    return switch (name) {
      case "500" -> (n, r, c) -> c.json(500, Replies.error("api_error", "no"));
      case "529" -> (n, r, c) -> c.json(529, Replies.error("overloaded_error", "no"));
      case "an error with status 200" ->
          Script.answers(Replies.error("overloaded_error", "Overloaded"));
      case "max_tokens" -> Script.answers(stopped.replace("end_turn", "max_tokens"));
      case "refusal" -> Script.answers(stopped.replace("end_turn", "refusal"));
      case "pause_turn" -> Script.answers(stopped.replace("end_turn", "pause_turn"));
      case "a message without usage" ->
          Script.answers(stopped.substring(0, stopped.indexOf(",\"usage\"")) + "}");
      case "no JSON" -> Script.answers("{\"type\":\"message\",");
      case "a cut message" ->
          (n, r, c) -> {
            c.raw(
                ("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n"
                        + stopped)
                    .getBytes(StandardCharsets.UTF_8));
            c.close();
          };
      default -> poorStream(name, event);
    };
  }

  private static Script poorStream(String name, String event) {
    String stream = Replies.STREAM;
    return switch (name) {
      case "a stream with max_tokens" -> Script.streams(stream.replace("end_turn", "max_tokens"));
      case "a refused stream" -> Script.streams(stream.replace("end_turn", "refusal"));
      case "a stream that ends early" -> Script.streams(Replies.STREAM_BEGINNING);
      case "a stream without message_stop" ->
          Script.streams(stream.substring(0, stream.indexOf("event: message_stop")));
      case "an error event in the middle" -> Script.streams(Replies.STREAM_BEGINNING + event);
      case "an error event before the end" ->
          Script.streams(stream.replace("event: message_delta", event + "event: message_delta"));
      case "a stream that is reset" ->
          (n, r, c) -> {
            c.streamHead();
            c.chunk(Replies.STREAM_BEGINNING);
            c.reset();
          };
      case "a stream that is reset after its last event" ->
          (n, r, c) -> {
            c.streamHead();
            c.chunk(stream);
            c.reset();
          };
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "500",
        "529",
        "an error with status 200",
        "max_tokens",
        "refusal",
        "pause_turn",
        "a message without usage",
        "no JSON",
        "a cut message",
        "a stream with max_tokens",
        "a refused stream",
        "a stream that ends early",
        "a stream without message_stop",
        "an error event in the middle",
        "an error event before the end",
        "a stream that is reset",
        "a stream that is reset after its last event"
      })
  void what_is_no_whole_good_reply_is_never_stored(String name) throws Exception {
    rig.provider().script(poor(name));
    String body =
        name.contains("stream") || name.contains("event") ? Requests.ASK_STREAM : Requests.ASK;
    ask(body);
    rig.provider().script(Script.answers(Replies.MESSAGE));

    Wire.Message again = ask(Requests.ASK);

    assertThat(cache(again)).isEqualTo("miss");
    assertThat(again.text()).isEqualTo(Replies.MESSAGE);
    assertThat(rig.provider().requests()).hasSize(2);
  }

  @Test
  void a_stream_that_its_client_left_is_never_stored() throws Exception {
    rig.provider()
        .script((n, r, c) -> {
          c.streamHead();
          c.chunk(Replies.STREAM_BEGINNING);
          c.waitUntilLeft();
        });
    try (RawClient client = rig.client()) {
      client.post("/v1/messages", Requests.ASK_STREAM).readUntil("text_delta");
    }
    rig.provider().awaitLeft();
    rig.idle();
    rig.provider().script(Script.answers(Replies.MESSAGE));

    assertThat(cache(ask(Requests.ASK))).isEqualTo("miss");
  }
}
