package dev.sluice.workload.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.view.MechanismSums;
import dev.sluice.workload.client.Conversation;
import dev.sluice.workload.client.Json;
import dev.sluice.workload.client.MessagesClient;
import dev.sluice.workload.client.Reply;
import dev.sluice.workload.client.ReplyFailed;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class ReplayTest {
  private static ObjectNode request(String model, boolean stream, String system) {
    ObjectNode body = Json.object().put("model", model).put("max_tokens", 200);
    body.putArray("system").add(Json.mark(Json.text(system)));
    Conversation talk = new Conversation();
    talk.say("Which file is it?");
    body.set("messages", talk.plain());
    return body.put("stream", stream);
  }

  private static Run play(Variant variant, Replay.Play play) throws Exception {
    return Replay.once(variant, 11, () -> {}, play);
  }

  @Test
  void provider_and_gateway_share_the_time_of_the_story() throws Exception {
    Run run =
        play(
            Variant.sluice("observe"),
            scene -> {
              String system = scene.texts().prose(1_500);
              try (MessagesClient client = scene.client("test/1")) {
                for (int minutes : new int[] {0, 4, 6}) {
                  scene.passSeconds(minutes * 60L);
                  client.send(request("claude-sonnet-4-6", false, system));
                }
              }
            });

    assertThat(run.bill().lines())
        .extracting(line -> line.tokens().cacheRead() > 0)
        .containsExactly(false, true, false);
    Booked booked = run.booked();
    assertThat(booked).isNotNull();
    assertThat(booked.agrees(run.bill())).isTrue();
    assertThat(booked.totals().calls()).isEqualTo(3);
  }

  @Test
  void a_cached_reply_is_a_call_that_nobody_bills() throws Exception {
    AtomicReference<String> cache = new AtomicReference<>("");
    AtomicInteger called = new AtomicInteger();

    Run run =
        Replay.once(
            Variant.sluice("safe"),
            11,
            called::incrementAndGet,
            scene -> {
              try (MessagesClient client = scene.client("test/1")) {
                client.send(request("claude-sonnet-4-6", false, "Be brief."));
                cache.set(client.send(request("claude-sonnet-4-6", false, "Be brief.")).cache());
              }
            });

    assertThat(cache.get()).isEqualTo("hit");
    assertThat(called.get()).isEqualTo(2);
    assertThat(run.bill().requests()).isEqualTo(1);
    Booked booked = run.booked();
    assertThat(booked).isNotNull();
    assertThat(booked.agrees(run.bill())).isTrue();
    assertThat(booked.mechanisms())
        .containsExactly(new MechanismSums("exact", 1, run.nanos(), 0, 0, 0));
  }

  @Test
  void a_streamed_reply_holds_what_a_whole_one_holds() throws Exception {
    AtomicReference<String> whole = new AtomicReference<>("");
    AtomicReference<String> streamed = new AtomicReference<>("");

    play(
        Variant.direct(),
        scene -> {
          try (MessagesClient client = scene.client("test/1")) {
            Reply first = client.send(request("claude-sonnet-4-6", false, "Be brief."));
            whole.set(first.model() + first.stopReason() + first.content());
            Reply second = client.send(request("claude-sonnet-4-6", true, "Be brief."));
            streamed.set(second.model() + second.stopReason() + second.content());
          }
        });

    assertThat(streamed.get()).isEqualTo(whole.get()).contains("\"text\"");
  }

  @Test
  void a_refused_call_ends_the_run_and_is_counted() throws Exception {
    Run run =
        play(
            Variant.direct(),
            scene -> {
              try (MessagesClient client = scene.client("test/1")) {
                client.send(request("claude-of-nobody", false, "Be brief."));
              } catch (ReplyFailed failed) {
                scene.note("status", failed.status());
                throw failed;
              }
            });

    assertThat(run.failure()).contains("404");
    assertThat(run.errors()).isEqualTo(1);
    assertThat(run.note("status")).isEqualTo(404);
  }
}
