package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.LedgerEntry;
import dev.sluice.price.Cost;
import dev.sluice.route.ModelRule;
import dev.sluice.testkit.FakeProvider;
import dev.sluice.testkit.FakeProvider.Script;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two providers for one model: a failure before the commit is mended by the other (DESIGN 5). */
class FailoverTest {
  @TempDir Path data;
  private FakeProvider second;
  private GatewayRig rig;

  @BeforeEach
  void start() throws Exception {
    second = new FakeProvider();
    second.script((n, r, c) -> c.json(200, Replies.MESSAGE.replace("msg_01Test", "msg_second")));
    rig = new GatewayRig(data, this::twoProviders);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
    second.close();
  }

  private SluiceConfig twoProviders(SluiceConfig c) {
    Map<String, dev.sluice.provider.ProviderConfig> both = new LinkedHashMap<>(c.providers());
    both.put("backup", GatewayRig.provider(second.address(), 0));
    return new SluiceConfig(
        c.listen(),
        c.profile(),
        both,
        List.of(
            new ModelRule("claude-*", "anthropic", null, 1, 1),
            new ModelRule("claude-*", "backup", "claude-other", 2, 1)),
        c.strict(),
        c.savings(),
        c.keys(),
        c.limits(),
        c.ledger(),
        c.log(),
        c.data());
  }

  @Test
  void an_overloaded_provider_is_replaced_before_the_client_sees_anything() throws Exception {
    rig.provider().script((n, r, c) -> c.json(529, "{}"));

    Wire.Message reply = rig.message(Requests.ASK);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).contains("msg_second");
    assertThat(second.awaitRequest().text())
        .isEqualTo(Requests.ASK.replace("claude-sonnet-4-5", "claude-other"));
    LedgerEntry entry = rig.entries(1).getFirst();
    assertThat(entry.served().attempts())
        .extracting(LedgerEntry.Try::provider)
        .containsExactly("anthropic", "backup");
    assertThat(entry.served().provider()).isEqualTo("backup");
  }

  @Test
  void an_error_event_before_any_content_is_replaced() throws Exception {
    String start =
        Replies.STREAM.substring(0, Replies.STREAM.indexOf("event: content_block_start"));
    rig.provider()
        .script(
            Script.streams(start + Replies.event("error", Replies.error("overloaded_error", "x"))));
    second.script(Script.streams(Replies.STREAM));

    Wire.Message reply = rig.message(Requests.ASK_STREAM);

    assertThat(reply.text()).isEqualTo(Replies.STREAM);
    // Twice 100 x $3/M + 20 x $3.75/M + 300 x $0.30/M; the output is 1 and 10 x $15/M.
    assertThat(rig.entries(1).getFirst().money().cost())
        .isEqualTo(new Cost.Priced(2 * 465_000L + 15_000L + 150_000L));
  }

  @Test
  void an_error_event_after_content_passes_verbatim_and_is_not_tried_again() throws Exception {
    String cut =
        Replies.STREAM_BEGINNING + Replies.event("error", Replies.error("overloaded_error", "x"));
    rig.provider().script(Script.streams(cut));

    Wire.Message reply = rig.message(Requests.ASK_STREAM);

    assertThat(reply.text()).isEqualTo(cut);
    assertThat(second.requests()).isEmpty();
    assertThat(rig.entries(1).getFirst().outcome().error()).isEqualTo("overloaded_error");
  }

  @Test
  void a_400_is_the_answer_and_is_not_tried_again() throws Exception {
    rig.provider().script((n, r, c) -> c.json(400, Replies.error("invalid_request_error", "no")));

    Wire.Message reply = rig.message(Requests.ASK);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).isEqualTo(Replies.error("invalid_request_error", "no"));
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void a_provider_that_is_not_there_is_replaced() throws Exception {
    rig.provider().close();

    assertThat(rig.message(Requests.ASK).text()).contains("msg_second");
  }

  @Test
  void when_all_fail_the_last_failure_goes_down_as_it_came() throws Exception {
    rig.provider().script((n, r, c) -> c.json(503, "{}"));
    second.script(
        (n, r, c) -> c.json(529, Replies.error("overloaded_error", "all"), "retry-after: 3"));

    Wire.Message reply = rig.message(Requests.ASK);

    assertThat(reply.status()).isEqualTo(529);
    assertThat(reply.header("retry-after")).isEqualTo("3");
    assertThat(reply.text()).isEqualTo(Replies.error("overloaded_error", "all"));
  }

  @Test
  void a_thread_that_is_continued_is_sent_once_only() throws Exception {
    rig.provider().script((n, r, c) -> c.json(529, "{}"));
    String ask =
        Requests.ASK.replace("{\"model\"", "{\"thread\":{\"type\":\"continue\"},\"model\"");

    assertThat(rig.message(ask).status()).isEqualTo(529);
    assertThat(second.requests()).isEmpty();
  }
}
