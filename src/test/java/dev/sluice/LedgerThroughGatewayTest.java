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
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every exchange ends in exactly one entry, and its figures are right (DESIGN sections 5, 7). */
class LedgerThroughGatewayTest {
  /** What MESSAGE costs: 100 fresh, 20 written, 300 read, 10 output tokens of Sonnet 4.5. */
  private static final long COST = 100 * 3_000L + 20 * 3_750L + 300 * 300L + 10 * 15_000L;

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

  /** Something that a client does. */
  private interface Deed {
    void run() throws Exception;
  }

  private LedgerEntry only(Deed deed) throws Exception {
    int before = rig.entries(0).size();
    deed.run();
    rig.entries(before + 1);
    // What follows is written after it: were there a second entry, it would be seen.
    rig.message("no JSON");
    List<LedgerEntry> entries = rig.entries(before + 2);
    assertThat(entries).hasSize(before + 2);
    return entries.get(1);
  }

  private void streamOf(String events) {
    rig.provider().script(Script.streams(events));
  }

  @Test
  void each_way_out_leaves_exactly_one_entry() throws Exception {
    LedgerEntry message = only(() -> rig.message(Requests.ASK));
    assertThat(message.outcome())
        .isEqualTo(new LedgerEntry.Outcome(200, Ending.COMPLETE, "end_turn", "", CacheState.MISS));

    LedgerEntry hit = only(() -> rig.message(Requests.ASK));
    assertThat(hit.outcome().cache()).isEqualTo(CacheState.HIT);

    streamOf(Replies.STREAM);
    LedgerEntry stream = only(() -> rig.message(Requests.askStream("s")));
    assertThat(stream.outcome().ending()).isEqualTo(Ending.COMPLETE);
    assertThat(stream.asked().stream()).isTrue();
    assertThat(stream.usage()).isEqualTo(message.usage());

    LedgerEntry passed =
        only(() -> {
          try (RawClient client = rig.client()) {
            client.get("/v1/models?limit=3").reply();
          }
        });
    assertThat(passed.asked().path()).isEqualTo("/v1/models");
    assertThat(passed.outcome().cache()).isEqualTo(CacheState.BYPASS);

    LedgerEntry counted =
        only(() -> {
          try (RawClient client = rig.client()) {
            client.post("/v1/messages/count_tokens", Requests.ASK).reply();
          }
        });
    assertThat(counted.money().cost()).isEqualTo(Cost.free());
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error",
    "429, rate_limit_error",
    "500, api_error",
    "529, overloaded_error"
  })
  void an_upstream_error_leaves_one_free_entry(int status, String type) throws Exception {
    rig.provider().script((n, r, c) -> c.json(status, Replies.error(type, "no")));

    LedgerEntry entry = only(() -> rig.message(Requests.ASK));

    assertThat(entry.outcome())
        .isEqualTo(
            new LedgerEntry.Outcome(status, Ending.UPSTREAM_ERROR, "", type, CacheState.MISS));
    assertThat(entry.money().cost()).isEqualTo(Cost.free());
    assertThat(entry.usage()).isEqualTo(Usage.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-api-key: ", "x-sluice-cache: x", "content-type: text/plain"})
  void a_refusal_leaves_one_free_entry(String line) throws Exception {
    String[] lines =
        line.startsWith("x-api-key") ? new String[] {line + "a", line + "b"} : new String[] {line};

    LedgerEntry entry = only(() -> rig.message(Requests.ASK, lines));

    assertThat(entry.outcome().ending()).isEqualTo(Ending.REFUSED);
    assertThat(entry.outcome().status()).isBetween(400, 499);
    assertThat(entry.served().attempts()).isEmpty();
    assertThat(entry.money().cost()).isEqualTo(Cost.free());
    assertThat(rig.provider().requests()).isEmpty();
  }

  @Test
  void an_upstream_that_is_lost_leaves_one_entry() throws Exception {
    rig.provider().script((n, r, c) -> c.reset());

    LedgerEntry entry = only(() -> rig.message(Requests.ASK));

    assertThat(entry.outcome().status()).isEqualTo(502);
    assertThat(entry.outcome().ending()).isEqualTo(Ending.UPSTREAM_LOST);
    assertThat(entry.served().attempts()).hasSize(1);
    assertThat(entry.money().cost()).isEqualTo(Cost.free());
  }

  @Test
  void a_client_that_leaves_before_the_reply_leaves_one_entry() throws Exception {
    rig.provider().script(Script.stalls());

    LedgerEntry entry =
        only(() -> {
          try (RawClient client = rig.client()) {
            client.post("/v1/messages", Requests.ASK);
            rig.provider().awaitRequest();
          }
        });

    assertThat(entry.outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
    assertThat(entry.outcome().status()).isZero();
  }

  @Test
  void an_aborted_stream_is_billed_for_what_was_delivered_and_flagged() throws Exception {
    int words = 60;
    rig.provider()
        .script((n, r, c) -> {
          c.streamHead();
          c.chunk(Replies.STREAM_BEGINNING);
          c.chunk(Replies.delta("word").repeat(words) + Replies.delta("LAST"));
          c.waitUntilLeft();
        });

    LedgerEntry entry =
        only(() -> {
          try (RawClient client = rig.client()) {
            client.post("/v1/messages", Requests.ASK_STREAM).readUntil("LAST");
          }
          rig.provider().awaitLeft();
        });

    assertThat(entry.outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
    assertThat(entry.usage().estimated()).isTrue();
    assertThat(entry.usage().output()).isGreaterThanOrEqualTo(words);
    assertThat(entry.usage().input()).isEqualTo(100);
    assertThat(entry.usage().cacheRead()).isEqualTo(300);
    long input = 100 * 3_000L + 20 * 3_750L + 300 * 300L;
    assertThat(entry.money().cost())
        .isEqualTo(new Cost.Priced(input + entry.usage().output() * 15_000L));
  }

  /** Sonnet 5.5: 2, 2.50, 4, 0.10 and 10 dollars a million (spec anthropic-api section 7.2). */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_cache_heavy_request_costs_what_was_computed_by_hand(boolean stream) throws Exception {
    String usage =
        "\"usage\":{\"input_tokens\":50,\"cache_creation_input_tokens\":3000,"
            + "\"cache_read_input_tokens\":100000,\"cache_creation\":"
            + "{\"ephemeral_5m_input_tokens\":1000,\"ephemeral_1h_input_tokens\":2000},"
            + "\"output_tokens\":";
    Matcher whole = Pattern.compile("\"usage\":.*?\"output_tokens\":10").matcher(Replies.MESSAGE);
    Matcher start = Pattern.compile("\"usage\":.*?\"output_tokens\":1}").matcher(Replies.STREAM);
    String model = "claude-sonnet-5-5";
    rig.provider()
        .script(
            stream
                ? Script.streams(
                    start
                        .replaceFirst(usage + "1}")
                        .replace("\"output_tokens\":10", "\"output_tokens\":700")
                        .replace("claude-sonnet-4-5", model))
                : Script.answers(
                    whole.replaceFirst(usage + "700").replace("claude-sonnet-4-5", model)));
    String body = stream ? Requests.ASK_STREAM : Requests.ASK;

    LedgerEntry entry = only(() -> rig.message(body.replace("claude-sonnet-4-5", model)));

    long expected = 100_000L + 2_500_000L + 8_000_000L + 10_000_000L + 7_000_000L;
    assertThat(entry.money().cost()).isEqualTo(new Cost.Priced(expected));
    assertThat(entry.money().without()).isEqualTo(new Cost.Priced(expected));
    assertThat(entry.money().savings()).isEmpty();
    assertThat(entry.usage().cacheWrite5m()).isEqualTo(1000);
    assertThat(entry.usage().cacheWrite1h()).isEqualTo(2000);
    assertThat(rig.stats().path("session_cost_usd").asDecimal()).isEqualByComparingTo("0.0276");
  }

  @Test
  void who_asked_and_who_answered_is_in_the_entry() throws Exception {
    LedgerEntry entry =
        only(() ->
            rig.message(
                Requests.ASK,
                "x-claude-code-session-id: sess-1",
                "x-claude-code-agent-id: agent-2",
                "user-agent: claude-cli/2.1.181 (external, cli)",
                "x-sluice-tag: team=red",
                "x-sluice-tag: run=7"));

    assertThat(entry.who().session()).isEqualTo("sess-1/agent-2");
    assertThat(entry.who().agent()).isEqualTo("claude-cli/2.1.181");
    assertThat(entry.who().tenant()).startsWith("client:").doesNotContain("sk-ant");
    assertThat(entry.notes().tags()).containsExactly("team=red", "run=7");
    assertThat(entry.asked())
        .isEqualTo(
            new LedgerEntry.Asked(
                "POST", "/v1/messages", "claude-sonnet-4-5", false, Requests.ASK.length()));
    assertThat(entry.served().provider()).isEqualTo("anthropic");
    assertThat(entry.served().model()).isEqualTo("claude-sonnet-4-5");
    assertThat(entry.served().requestId()).isEqualTo("req_011CTestRequest");
    assertThat(entry.served().bytes())
        .isEqualTo(Replies.MESSAGE.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    assertThat(entry.outcome().stopReason()).isEqualTo("end_turn");
  }

  @Test
  void the_session_is_found_in_the_user_id_too() throws Exception {
    String userId =
        "{\\\"device_id\\\":\\\"d\\\",\\\"account_uuid\\\":\\\"a\\\","
            + "\\\"session_id\\\":\\\"0193-abc\\\"}";
    String body = "{\"metadata\":{\"user_id\":\"" + userId + "\"}," + Requests.ASK.substring(1);

    assertThat(only(() -> rig.message(body)).who().session()).isEqualTo("0193-abc");
    assertThat(only(() -> rig.message(body, "x-sluice-session: mine")).who().session())
        .isEqualTo("mine");
  }

  @Test
  void every_try_is_in_the_entry_and_the_times_are_in_order() throws Exception {
    rig.close();
    rig = new GatewayRig(data, Changed.providerKey("sk-ant-provider-key", 1));
    rig.provider()
        .script((n, r, c) -> {
          if (n == 1) {
            c.json(529, "{}", "retry-after: 0");
          } else {
            c.stream(Replies.STREAM);
          }
        });

    LedgerEntry entry = only(() -> rig.message(Requests.ASK_STREAM));

    assertThat(entry.served().attempts())
        .extracting(LedgerEntry.Try::status)
        .containsExactly(529, 200);
    LedgerEntry.Timings t = entry.timings();
    assertThat(t.firstByte()).isPositive().isLessThanOrEqualTo(t.total());
    assertThat(t.own()).isNotNegative().isLessThan(t.total());
    assertThat(t.generation()).isNotNegative().isLessThanOrEqualTo(t.total());
    assertThat(entry.money().cost()).isEqualTo(new Cost.Priced(COST));
  }

  @Test
  void a_model_without_a_price_stays_unpriced() throws Exception {
    String unknown = "claude-unheard-of-9";
    rig.provider().script(Script.answers(Replies.MESSAGE.replace("claude-sonnet-4-5", unknown)));
    String body = Requests.ASK.replace("claude-sonnet-4-5", unknown);

    LedgerEntry entry = only(() -> rig.message(body));
    LedgerEntry hit = only(() -> rig.message(body));

    assertThat(entry.money().cost()).isEqualTo(new Cost.Unpriced(unknown));
    assertThat(entry.usage().input()).isEqualTo(100);
    assertThat(hit.outcome().cache()).isEqualTo(CacheState.HIT);
    assertThat(hit.money().cost()).isEqualTo(Cost.free());
    JsonNode stats = rig.stats();
    assertThat(stats.path("session").path("unpriced").asInt()).isEqualTo(2);
    assertThat(stats.path("session_cost_usd").asDecimal()).isEqualByComparingTo("0");
  }

  @Test
  void today_goes_on_after_a_restart_and_the_session_begins_anew() throws Exception {
    only(() -> rig.message(Requests.ASK));
    rig.close();
    rig = new GatewayRig(data);

    JsonNode stats = rig.stats();

    assertThat(stats.path("session_cost_usd").asDecimal()).isEqualByComparingTo("0");
    assertThat(stats.path("today_cost_usd").asDecimal()).isEqualByComparingTo("0.000615");
  }

  @Test
  void what_is_no_exchange_leaves_no_entry() throws Exception {
    try (RawClient client = rig.client()) {
      client.get("/health").reply();
      client.get("/proxy/stats").reply();
      assertThat(client.get("/nowhere").reply().status()).isEqualTo(404);
    }
    only(() -> rig.message(Requests.ASK));
  }
}
