package dev.sluice.rewrite.compress;

import static dev.sluice.rewrite.LongTalk.model;
import static dev.sluice.rewrite.compress.Kit.CLOCK;
import static dev.sluice.rewrite.compress.Kit.EARLY;
import static dev.sluice.rewrite.compress.Kit.FACTS;
import static dev.sluice.rewrite.compress.Kit.SONNET;
import static dev.sluice.rewrite.compress.Kit.chat;
import static dev.sluice.rewrite.compress.Kit.price;
import static dev.sluice.rewrite.compress.Kit.usage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.exchange.ModelClient;
import dev.sluice.models.ModelFacts;
import dev.sluice.price.Claim;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.LongTalk;
import dev.sluice.rewrite.memory.Remembered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;

/** The compressor beside the requests: when it begins, when its facts are sent, what it books. */
class CompressorTest {
  private static final int NEARLY = 21;
  private static final int LONG = 40;

  private final Kit kit = new Kit();
  private final Later later = Later.whenTold();
  private final Compressor compressor = Kit.compressor(Remembered.inMemory(CLOCK), later);

  /** A request with so many turns of about 420 tokens each; the trigger is at 10,000. */
  private static String turns(int count) {
    return Kit.body(chat(count, 360), "");
  }

  private Edit send(String body) {
    return send(body, kit.says(FACTS));
  }

  private Edit send(String body, ModelClient client) {
    return compressor.rewrite(LongTalk.draft(body, SONNET, client));
  }

  private static String after(String body, Edit edit) {
    return new String(edit.splices().apply(body.getBytes(UTF_8)), UTF_8);
  }

  @Test
  void the_request_that_shows_the_need_passes_as_it_came_and_waits_for_nobody() {
    Edit edit = send(turns(LONG));

    assertThat(edit).isEqualTo(Edit.NONE);
    assertThat(kit.asked).isEmpty();
    assertThat(later.waiting()).isEqualTo(1);
  }

  @Test
  void facts_that_come_late_are_sent_from_the_next_turn_on() {
    send(turns(LONG));
    later.run();

    String body = turns(LONG + 1);
    assertThat(after(body, send(body))).contains("mend the parser").doesNotContain("Question 5:");
    assertThat(kit.asked).hasSize(1);
  }

  @Test
  void facts_are_made_before_the_trigger_and_sent_above_it() {
    assertThat(send(turns(NEARLY))).isEqualTo(Edit.NONE);
    later.run();
    assertThat(kit.asked).hasSize(1);
    assertThat(send(turns(NEARLY)).splices().isEmpty()).isTrue();

    String body = turns(NEARLY + 5);
    assertThat(after(body, send(body))).contains("mend the parser");
    assertThat(kit.asked).hasSize(1);
  }

  @Test
  void below_the_share_of_the_trigger_nobody_is_asked() {
    send(turns(18));
    later.run();
    assertThat(kit.asked).isEmpty();
  }

  @Test
  void a_conversation_is_worked_on_once_at_a_time() {
    send(turns(LONG));
    send(turns(LONG + 1));
    send(turns(LONG + 2));
    assertThat(later.waiting()).isEqualTo(1);
  }

  @Test
  void no_more_than_eight_conversations_are_worked_on_at_a_time() {
    for (int i = 0; i < 12; i++) {
      send(turns(LONG).replace("Question 0:", "Question of chat " + i + ":"));
    }
    assertThat(later.waiting()).isEqualTo(8);
    later.run();
    send(turns(LONG).replace("Question 0:", "Question of chat 11:"));
    assertThat(later.waiting()).isEqualTo(1);
  }

  @Test
  void what_was_sent_stays_though_longer_facts_are_there() {
    send(turns(LONG));
    later.run();
    String first = turns(LONG + 1);
    String sent = after(first, send(first));
    send(turns(LONG + 17), kit.says("Goal\n- other"));
    later.run();
    assertThat(kit.asked).hasSize(2);

    assertThat(after(first, send(first))).isEqualTo(sent);
    String next = turns(LONG + 17);
    assertThat(after(next, send(next))).startsWith(sent.substring(0, sent.length() - 2));
  }

  @Test
  void switched_off_it_repeats_what_was_sent_and_begins_nothing() {
    Remembered remembered = Remembered.inMemory(CLOCK);
    Compressor before = Kit.compressor(remembered, later);
    before.rewrite(LongTalk.draft(turns(LONG), SONNET, kit.says(FACTS)));
    later.run();
    Draft sent = LongTalk.draft(turns(LONG + 1), SONNET, kit.says(FACTS));

    assertThat(before.rewrite(off(sent)).splices().isEmpty()).isTrue();
    String on = after(turns(LONG + 1), before.rewrite(sent));
    assertThat(after(turns(LONG + 1), before.rewrite(off(sent)))).isEqualTo(on);
    before.rewrite(off(LongTalk.draft(turns(2 * LONG), SONNET, kit.says(FACTS))));
    assertThat(later.waiting()).isZero();
  }

  private static Draft off(Draft draft) {
    return new Draft(
        draft.call(),
        draft.body(),
        draft.index(),
        draft.turn(),
        draft.model(),
        draft.breakpoints(),
        draft.client(),
        mechanism -> true);
  }

  @Test
  void it_is_asked_by_a_client_that_outlives_the_exchange() {
    ModelClient exchange =
        new ModelClient() {
          @Override
          public Answer ask(Ask ask) throws AskFailed {
            throw new AskFailed("the exchange is over");
          }

          @Override
          public ModelClient lasting() {
            return kit.says(FACTS);
          }
        };
    send(turns(LONG), exchange);
    later.run();
    assertThat(kit.asked).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {FACTS, " "})
  void what_was_spent_is_claimed_once_by_the_next_exchange_of_the_session(String facts) {
    send(turns(LONG), kit.says(facts));
    later.run();

    assertThat(spent(send("{\"model\":\"m\",\"messages\":[]}"))).containsExactly(20_200_000L);
    assertThat(spent(send(turns(LONG + 1)))).isEmpty();
  }

  @Test
  void what_was_spent_on_a_session_that_is_over_is_claimed_by_its_tenant() {
    Instant[] now = {Instant.parse("2026-11-01T10:00:00Z")};
    Owed owed = new Owed(() -> now[0]);
    owed.add("alice", "one", price("haiku", usage(20_000, 40)));

    assertThat(owed.claims("alice", "two")).isEmpty();
    now[0] = now[0].plus(Duration.ofMinutes(10));
    assertThat(owed.claims("bob", "two")).isEmpty();
    assertThat(owed.claims("alice", "two")).hasSize(1);
    assertThat(owed.claims("alice", "one")).isEmpty();
  }

  private static List<Long> spent(Edit edit) {
    List<Long> nanos = new ArrayList<>();
    for (Claim claim : edit.claims()) {
      if (claim instanceof Claim.Spent spent) {
        nanos.add(spent.cost().nanosOrZero());
      }
    }
    return nanos;
  }

  @Test
  void closing_ends_what_is_being_made() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Compressor real =
        new Compressor(
            EARLY, Remembered.inMemory(CLOCK), Kit::price, draft -> 0, CLOCK, Background.threads());
    ModelClient silent =
        ask -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
            throw new IllegalStateException("nobody answers");
          } catch (InterruptedException e) {
            ended.countDown();
            throw new ModelClient.AskFailed("the gateway stops");
          }
        };

    Edit edit = real.rewrite(LongTalk.draft(turns(LONG), SONNET, silent));
    begun.await();
    real.close();

    assertThat(edit).isEqualTo(Edit.NONE);
    assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(real.rewrite(LongTalk.draft(turns(LONG + 9), SONNET, silent))).isEqualTo(Edit.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "container", "context_management", "compaction", "fallbacks"})
  void requests_with_means_of_their_own_are_left_alone(String member) {
    send(Kit.body(chat(40, 1_000), "\"" + member + "\":{},"));
    assertThat(later.waiting()).isZero();
  }

  @Test
  void models_that_compact_or_bind_thinking_are_left_alone() {
    ArrayNode chat = chat(40, 1_000);
    for (ModelFacts other :
        List.of(
            model("claude-opus-5", true, false, 1.3), model("claude-opus-5-5", false, true, 1.3))) {
      compressor.rewrite(LongTalk.draft(Kit.body(chat, ""), other, kit.says(FACTS)));
    }
    assertThat(later.waiting()).isZero();
    send(Kit.body(chat, ""));
    assertThat(later.waiting()).isEqualTo(1);
  }

  @Test
  void what_other_rules_leave_out_does_not_count() {
    long[] spared = {10_000};
    Compressor beside =
        new Compressor(
            EARLY, Remembered.inMemory(CLOCK), Kit::price, draft -> spared[0], CLOCK, later);

    String body = turns(LONG);
    Draft draft = LongTalk.draft(body, SONNET, kit.says(FACTS));
    beside.rewrite(draft);
    assertThat(later.waiting()).isZero();
    spared[0] = 7_500;
    beside.rewrite(draft);
    later.run();
    assertThat(kit.asked).hasSize(1);
    assertThat(beside.rewrite(draft).splices().isEmpty()).isTrue();
    spared[0] = 5_000;
    assertThat(after(body, beside.rewrite(draft))).contains("mend the parser");
  }
}
