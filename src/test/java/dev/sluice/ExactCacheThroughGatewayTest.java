package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exchange.CacheState;
import dev.sluice.exchange.Ending;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.message.Usage;
import dev.sluice.price.Cost;
import dev.sluice.testkit.Changed;
import dev.sluice.testkit.FakeProvider.Script;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.Heard;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the exact cache serves, seen by a client (spec seeds section 7, items 1-3, 10, 33). */
class ExactCacheThroughGatewayTest {
  /** 100 fresh, 20 + 300 read and 10 output tokens of Sonnet 4.5: what a hit of MESSAGE saves. */
  private static final long SAVED = 100 * 3_000L + 320 * 300L + 10 * 15_000L;

  private static final JsonMapper JSON = new JsonMapper();

  /** Every kind of block that a client sends back in the next turn. */
  private static final String BLOCKS =
      "[{\"type\":\"thinking\",\"thinking\":\"Let me see ä\",\"signature\":\"c2lnbmF0dXJl\"},"
          + "{\"type\":\"redacted_thinking\",\"data\":\"ZGF0YQ==\"},"
          + "{\"type\":\"text\",\"text\":\"I look 🌊 \\\"twice\\\"\"},"
          + "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"now\",\"input\":{}},"
          + "{\"type\":\"tool_use\",\"id\":\"toolu_2\",\"name\":\"read\","
          + "\"input\":{\"path\":\"/a b\",\"n\":1.50,\"deep\":{\"x\":[1,null,\"é\"]}}}]";

  private static final String WITH_TOOLS =
      Replies.MESSAGE
          .replaceFirst("\"content\":\\[.*?\\],", "\"content\":" + quote(BLOCKS) + ",")
          .replace("end_turn", "tool_use");

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

  private static String quote(String replacement) {
    return java.util.regex.Matcher.quoteReplacement(replacement);
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

  @Test
  void a_repeat_is_a_hit_that_costs_nothing() throws Exception {
    Wire.Message first = ask(Requests.ASK);

    Wire.Message second = ask(Requests.ASK);

    assertThat(cache(first)).isEqualTo("miss");
    assertThat(first.header("x-cache")).isEqualTo("MISS");
    assertThat(cache(second)).isEqualTo("hit");
    assertThat(second.header("x-cache")).isEqualTo("HIT");
    assertThat(second.header("x-sluice-saved")).isEqualTo("exact");
    assertThat(second.header("content-type")).isEqualTo("application/json");
    assertThat(second.text()).isEqualTo(Replies.MESSAGE);
    assertThat(rig.provider().requests()).hasSize(1);
    LedgerEntry hit = rig.entries(2).getFirst();
    assertThat(hit.id()).isEqualTo(second.header("x-sluice-id"));
    assertThat(hit.outcome())
        .isEqualTo(new LedgerEntry.Outcome(200, Ending.COMPLETE, "end_turn", "", CacheState.HIT));
    assertThat(hit.usage()).isEqualTo(Usage.NONE);
    assertThat(hit.money())
        .isEqualTo(
            new LedgerEntry.Money(
                Cost.free(),
                new Cost.Priced(SAVED),
                List.of(new LedgerEntry.Saving("exact", SAVED, true))));
    assertThat(hit.served().attempts()).isEmpty();
  }

  @Test
  void a_repeated_stream_is_replayed_byte_for_byte() throws Exception {
    rig.provider().script(Script.streams(Replies.STREAM));
    ask(Requests.ASK_STREAM);

    Wire.Message hit = ask(Requests.ASK_STREAM);

    assertThat(cache(hit)).isEqualTo("hit");
    assertThat(hit.header("content-type")).startsWith("text/event-stream");
    assertThat(hit.text()).isEqualTo(Replies.STREAM);
    assertThat(rig.provider().requests()).hasSize(1);
  }

  @Test
  void a_stored_message_is_replayed_as_a_stream_with_every_block() throws Exception {
    rig.provider().script(Script.answers(WITH_TOOLS));
    ask(Requests.ASK);

    Wire.Message hit = ask(Requests.ASK_STREAM);

    assertThat(cache(hit)).isEqualTo("hit");
    assertThat(hit.header("content-type")).startsWith("text/event-stream");
    Heard heard = Heard.of(hit.text());
    assertThat(heard.blocks()).isEqualTo(List.copyOf(JSON.readTree(BLOCKS).values()));
    assertThat(heard.start().path("id").asString()).isEqualTo("msg_01Test");
    assertThat(heard.start().path("usage").path("cache_read_input_tokens").asInt()).isEqualTo(300);
    assertThat(heard.delta().path("delta").path("stop_reason").asString()).isEqualTo("tool_use");
    assertThat(heard.delta().path("usage").path("output_tokens").asInt()).isEqualTo(10);
    assertThat(rig.provider().requests()).hasSize(1);
  }

  @Test
  void a_stored_stream_is_replayed_as_the_message_that_it_was() throws Exception {
    rig.provider().script(Script.answers(WITH_TOOLS));
    ask(Requests.ASK);
    String stream = ask(Requests.ASK_STREAM).text();
    rig.provider().script(Script.streams(stream));
    ask(Requests.askStream("other"));

    Wire.Message hit = ask(Requests.ask("other"));

    assertThat(cache(hit)).isEqualTo("hit");
    assertThat(hit.header("content-type")).isEqualTo("application/json");
    assertThat(JSON.readTree(hit.text())).isEqualTo(JSON.readTree(WITH_TOOLS));
  }

  @Test
  void off_neither_looks_nor_stores() throws Exception {
    assertThat(cache(ask(Requests.ASK, "x-sluice-cache: off"))).isEqualTo("bypass");
    assertThat(cache(ask(Requests.ASK))).isEqualTo("miss");

    assertThat(cache(ask(Requests.ASK, "x-sluice-cache: off"))).isEqualTo("bypass");

    assertThat(rig.provider().requests()).hasSize(3);
  }

  @Test
  void refresh_asks_again_and_replaces_what_was_stored() throws Exception {
    ask(Requests.ASK);
    String newer = Replies.MESSAGE.replace("msg_01Test", "msg_newer");
    rig.provider().script(Script.answers(newer));

    Wire.Message refreshed = ask(Requests.ASK, "x-sluice-cache: refresh");

    assertThat(cache(refreshed)).isEqualTo("miss");
    assertThat(refreshed.text()).isEqualTo(newer);
    assertThat(cache(ask(Requests.ASK))).isEqualTo("hit");
    assertThat(ask(Requests.ASK).text()).isEqualTo(newer);
    assertThat(rig.provider().requests()).hasSize(2);
  }

  @Test
  void another_wish_is_400_and_goes_nowhere() throws Exception {
    Wire.Message reply = ask(Requests.ASK, "x-sluice-cache: please");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("client: x-sluice-cache", "off or refresh");
    assertThat(rig.provider().requests()).isEmpty();
  }

  @Test
  void two_streams_at_once_never_mix() throws Exception {
    int pairs = 50;
    Map<String, CyclicBarrier> together = new ConcurrentHashMap<>();
    rig.provider()
        .script((n, request, c) -> {
          String name = promptOf(request.text());
          String pair = name.substring(0, name.length() - 1);
          CyclicBarrier barrier = together.computeIfAbsent(pair, p -> new CyclicBarrier(2));
          String stream = streamSaying(name);
          c.streamHead();
          int step = stream.length() / 4 + 1;
          for (int at = 0; at < stream.length(); at += step) {
            barrier.await();
            c.chunk(stream.substring(at, Math.min(stream.length(), at + step)));
          }
          c.end();
        });
    List<String> names = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      names.add("pair-" + i + "-a");
      names.add("pair-" + i + "-b");
    }
    atOnce(
        names,
        name ->
            assertThat(rig.message(Requests.askStream(name)).text()).isEqualTo(streamSaying(name)));
    rig.idle();

    for (String name : names) {
      Wire.Message hit = rig.message(Requests.askStream(name));

      assertThat(cache(hit)).isEqualTo("hit");
      assertThat(hit.text()).isEqualTo(streamSaying(name));
    }
    assertThat(rig.provider().requests()).hasSize(2 * pairs);
  }

  private static String promptOf(String body) {
    int from = body.indexOf("\"content\":\"") + "\"content\":\"".length();
    return body.substring(from, body.indexOf('"', from));
  }

  private static String streamSaying(String name) {
    return Replies.STREAM.replace("Hello ", name + " ").replace("msg_01Test", "msg_" + name);
  }

  /** Something done for each name. */
  private interface Each {
    void accept(String name) throws Exception;
  }

  private static void atOnce(List<String> names, Each each) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (String name : names) {
        all.add(
            threads.submit(() -> {
              each.accept(name);
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  @Test
  void one_tenant_never_gets_what_another_stored() throws Exception {
    rig.close();
    rig = new GatewayRig(data, Changed.keys("alice", "bob"));
    int pairs = 200;
    try (RawClient client = rig.client()) {
      for (int i = 0; i < pairs; i++) {
        String body = Requests.ask("secret " + i);
        assertThat(cache(client.post("/v1/messages", body, key("alice")).reply()))
            .isEqualTo("miss");
        rig.idle();
        assertThat(cache(client.post("/v1/messages", body, key("bob")).reply())).isEqualTo("miss");
      }
      for (int i = 0; i < pairs; i++) {
        String body = Requests.ask("secret " + i);
        assertThat(cache(client.post("/v1/messages", body, key("alice")).reply())).isEqualTo("hit");
      }
    }
    assertThat(rig.provider().requests()).hasSize(2 * pairs);
  }

  private static String key(String name) {
    return "x-api-key: " + name + "-key-0123456789";
  }

  @Test
  void two_credentials_of_clients_are_two_tenants() throws Exception {
    ask(Requests.ASK, "x-api-key: sk-ant-api03-aaaaaaaaaaaaaaaaaaaa");

    assertThat(cache(ask(Requests.ASK, "x-api-key: sk-ant-api03-aaaaaaaaaaaaaaaaaaab")))
        .isEqualTo("miss");
    assertThat(cache(ask(Requests.ASK, "x-api-key:", "authorization: Bearer someone")))
        .isEqualTo("miss");
    assertThat(cache(ask(Requests.ASK, "x-api-key: sk-ant-api03-aaaaaaaaaaaaaaaaaaaa")))
        .isEqualTo("hit");
  }

  @Test
  void a_stored_reply_survives_a_restart() throws Exception {
    ask(Requests.ASK);
    rig.close();
    rig = new GatewayRig(data);

    Wire.Message hit = ask(Requests.ASK);

    assertThat(cache(hit)).isEqualTo("hit");
    assertThat(hit.text()).isEqualTo(Replies.MESSAGE);
    assertThat(rig.provider().requests()).isEmpty();
  }

  @Test
  void the_profile_observe_only_watches() throws Exception {
    rig.close();
    rig = new GatewayRig(data, Changed.profile(Profile.OBSERVE));

    assertThat(cache(ask(Requests.ASK))).isEqualTo("off");
    assertThat(cache(ask(Requests.ASK))).isEqualTo("off");
    assertThat(rig.provider().requests()).hasSize(2);
    assertThat(rig.stats().path("cache").path("enabled").asBoolean()).isFalse();
  }

  @Test
  void a_hit_adds_to_what_was_saved_and_not_to_the_cost() throws Exception {
    ask(Requests.ASK);
    JsonNode before = rig.stats();
    ask(Requests.ASK);

    JsonNode after = rig.stats();

    assertThat(after.path("session_calls").asInt()).isEqualTo(2);
    assertThat(after.path("session_cost_usd")).isEqualTo(before.path("session_cost_usd"));
    assertThat(after.path("today_cost_usd")).isEqualTo(before.path("today_cost_usd"));
    assertThat(after.path("cache").path("hits").asInt()).isEqualTo(1);
    assertThat(after.path("cache").path("misses").asInt()).isEqualTo(1);
    assertThat(after.path("cache").path("saved_usd").asDecimal()).isEqualByComparingTo("0.000546");
    assertThat(after.path("session").path("input_tokens"))
        .isEqualTo(before.path("session").path("input_tokens"));
  }

  @Test
  void varied_sampling_is_not_answered_from_the_cache_below_aggressive() throws Exception {
    String varied = "{\"temperature\":0.9," + Requests.ASK.substring(1);
    assertThat(cache(ask(varied))).isEqualTo("bypass");
    assertThat(cache(ask(varied))).isEqualTo("bypass");
    rig.close();
    rig = new GatewayRig(data, Changed.profile(Profile.AGGRESSIVE));

    assertThat(cache(ask(varied))).isEqualTo("miss");
    assertThat(cache(ask(varied))).isEqualTo("hit");
  }
}
