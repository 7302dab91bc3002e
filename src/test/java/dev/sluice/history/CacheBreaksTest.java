package dev.sluice.history;

import static dev.sluice.history.HistoryRig.body;
import static dev.sluice.history.HistoryRig.prose;
import static dev.sluice.history.HistoryRig.usage;
import static dev.sluice.history.HistoryRig.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.history.HistoryRig.Answered;
import dev.sluice.history.HistoryRig.Sender;
import dev.sluice.log.LogConfig;
import dev.sluice.log.LogLines;
import dev.sluice.message.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheBreaksTest {
  private static final String LONG_SYSTEM = prose(1, 3_000) + " %s " + prose(2, 1_000);
  private static final String QUESTION = prose(3, 1_500);
  private static final String NEXT = prose(4, 200);

  private final HistoryRig rig = new HistoryRig();
  private final String first = body(LONG_SYSTEM.replace("%s", "12:00"), QUESTION);
  private final String second = goingOn("12:00");

  @AfterEach
  void log_as_before() {
    LogLines.reset();
  }

  private static String goingOn(String clock) {
    return body(LONG_SYSTEM.replace("%s", clock), QUESTION, "a", NEXT);
  }

  private int tokens(String body) {
    return rig.turn(Sender.ANYBODY, body).prefix().tokens();
  }

  /** A reply that wrote the whole prompt. */
  private Usage written(String body) {
    return usage(4, tokens(body), 0, 0);
  }

  @Test
  void a_prompt_that_is_read_is_no_break() {
    int before = tokens(first);
    rig.ask(first, written(first));

    assertThat(rig.ask(second, usage(4, tokens(second) - before, 0, before)).lost()).isNull();
  }

  @Test
  void a_prompt_that_is_not_read_for_no_reason_is_unexplained() {
    rig.ask(first, written(first));
    CacheBreak broken = rig.ask(second, written(second)).broken();

    assertThat(broken.kind()).isEqualTo("unexplained");
    assertThat(broken.lost()).isBetween(tokens(first) - 10L, tokens(first) + 10L);
  }

  @Test
  void more_blocks_than_the_provider_looks_back_over_are_told() {
    String[] many = new String[45];
    for (int i = 0; i < many.length; i++) {
      many[i] = i == 0 ? QUESTION : "step " + i;
    }
    String later = body(LONG_SYSTEM.replace("%s", "12:00"), many);
    rig.ask(first, written(first));

    assertThat(rig.ask(later, written(later)).broken().what())
        .isEqualTo("nothing differs; 44 blocks came at once, the provider looks back over 20");
  }

  @Test
  void a_clock_is_the_reason_and_what_stands_before_it_is_lost_too() {
    rig.ask(first, written(first));
    Answered answered = rig.ask(goingOn("12:01"), written(second));

    assertThat(answered.broken())
        .extracting(CacheBreak::kind, CacheBreak::what, CacheBreak::wandering)
        .containsExactly("system", "system[0]: a time of day", true);
    assertThat(answered.broken().lost()).isGreaterThan(1_500);
  }

  @Test
  void what_is_no_longer_in_the_request_is_not_lost() {
    String compacted = body(LONG_SYSTEM.replace("%s", "12:00"), "a summary", "a", NEXT);
    Sender named = Sender.ANYBODY.named("s");
    rig.ask(named, second, written(second));
    int head = tokens(compacted) - tokens(body("x", "a summary", "a", NEXT));

    assertThat(rig.ask(named, compacted, usage(4, 800, 0, head)).lost()).isNull();
  }

  @Test
  void changed_tools_lose_everything() {
    rig.ask(first, written(first));
    String other =
        whole(
            "[{\"name\":\"read_file\"}]",
            '"' + LONG_SYSTEM.replace("%s", "12:00") + '"',
            QUESTION,
            "a",
            NEXT);
    CacheBreak broken = rig.ask(other, written(other)).broken();

    assertThat(broken.kind()).isEqualTo("tools");
    assertThat(broken.lost()).isGreaterThan(tokens(first) * 9L / 10);
  }

  @Test
  void another_model_loses_everything() {
    rig.ask(first, written(first));
    CacheBreak broken =
        rig.ask(Sender.ANYBODY.to("claude-opus-5-5"), second, written(second)).broken();

    assertThat(broken.kind()).isEqualTo("model");
    assertThat(broken.what()).isEqualTo("model: claude-opus-5-5 after claude-sonnet-5");
  }

  @Test
  void a_parameter_loses_the_messages() {
    rig.ask(first, written(first));
    String thinking =
        second.replace("{\"model\"", "{\"thinking\":{\"type\":\"adaptive\"},\"model\"");
    int head = tokens(first) - tokens(body("x", QUESTION));
    CacheBreak broken = rig.ask(thinking, usage(4, 3_000, 0, head)).broken();

    assertThat(broken.kind()).isEqualTo("parameter");
    assertThat(broken.what()).isEqualTo("thinking");
    assertThat(broken.lost()).isLessThan(tokens(first) - head + 100L);
  }

  @Test
  void five_minutes_may_be_over() {
    rig.ask(first, written(first));
    rig.pass(Duration.ofMinutes(6));
    CacheBreak broken = rig.ask(second, written(second)).broken();

    assertThat(broken.kind()).isEqualTo("expired");
    assertThat(broken.what()).isEqualTo("6 min went by, kept for 5 min");
  }

  @Test
  void an_hour_is_an_hour() {
    rig.ask(first, usage(4, 0, tokens(first), 0));
    rig.pass(Duration.ofMinutes(30));
    CacheBreak early = rig.ask(second, usage(4, 0, tokens(second), 0)).broken();
    rig.pass(Duration.ofMinutes(70));
    CacheBreak late = rig.ask(second, usage(4, 0, tokens(second), 0)).broken();

    assertThat(early.kind()).isEqualTo("unexplained");
    assertThat(late.kind()).isEqualTo("expired");
    assertThat(late.what()).isEqualTo("70 min went by, kept for 60 min");
  }

  @Test
  void behind_an_hour_there_may_be_five_minutes() {
    int head = tokens(first) / 2;
    rig.ask(first, usage(4, tokens(first) - head, head, 0));
    rig.pass(Duration.ofMinutes(10));
    CacheBreak broken = rig.ask(second, usage(4, tokens(second) - head, 0, head)).broken();

    assertThat(broken.kind()).isEqualTo("expired");
    assertThat(broken.what()).endsWith("kept for 5 min");
  }

  @Test
  void a_read_begins_the_lifetime_anew() {
    int before = tokens(first);
    rig.ask(first, written(first));
    rig.pass(Duration.ofMinutes(4));
    rig.ask(second, usage(4, tokens(second) - before, 0, before));
    rig.pass(Duration.ofMinutes(4));
    String third =
        second.replace(
            "\"}]}",
            "\"},{\"role\":\"assistant\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"c\"}]}");

    assertThat(rig.ask(third, written(third)).broken().kind()).isEqualTo("unexplained");
  }

  @Test
  void nothing_cached_is_nothing_lost() {
    rig.ask(first, usage(tokens(first), 0, 0, 0));

    assertThat(rig.ask(second, written(second)).lost()).isNull();
  }

  @Test
  void only_what_was_cached_can_be_lost() {
    rig.ask(first, usage(tokens(first) - 3_000, 3_000, 0, 0));

    assertThat(rig.ask(second, written(second)).broken().lost()).isBetween(2_900L, 3_100L);
  }

  @Test
  void a_request_without_markers_that_caches_nothing_loses_nothing() {
    rig.ask(first, written(first));
    String marked =
        second.replace("{\"model\"", "{\"cache_control\":{\"type\":\"ephemeral\"},\"model\"");

    assertThat(rig.ask(second, usage(tokens(second), 0, 0, 0)).lost()).isNull();
    assertThat(rig.ask(first, written(first)).lost()).isNull();
    assertThat(rig.ask(marked, usage(tokens(second), 0, 0, 0)).lost()).isNotNull();
  }

  @Test
  void a_past_without_an_answer_has_nothing_to_read() {
    rig.send(first);

    assertThat(rig.ask(second, written(second)).lost()).isNull();
  }

  @Test
  void parallel_requests_lose_nothing() {
    Turn past = rig.send(first);
    Turn parallel = rig.send(second);
    rig.histories.replied(past, written(first));

    assertThat(rig.histories.replied(parallel, written(second))).isNull();
  }

  @Test
  void a_failed_past_leaves_what_was_cached_before() {
    rig.ask(first, written(first));
    rig.ask(second, Usage.NONE);

    assertThat(rig.ask(second, written(second)).broken().kind()).isEqualTo("unexplained");
  }

  @Test
  void a_little_is_not_worth_a_word() {
    rig.ask(first, written(first));

    assertThat(rig.ask(second, usage(4, 1_000, 0, tokens(first) - 1_000)).lost()).isNull();
  }

  @Test
  void a_wandering_prefix_is_warned_of_once_at_the_third_defeat() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogLines.configure(LogConfig.DEFAULT, InstantSource.system(), out);
    rig.ask(first, written(first));
    String[] log = new String[6];
    for (int i = 1; i < log.length; i++) {
      rig.ask(goingOn("12:0" + i), written(second));
      LogLines.flush();
      log[i] = out.toString(StandardCharsets.UTF_8);
    }

    assertThat(log[2]).isEmpty();
    assertThat(log[3])
        .contains("WARN", "keeps defeating the prompt cache", "system[0]: a time of day", "chain-")
        .doesNotContain(LONG_SYSTEM.substring(0, 20));
    assertThat(log[5]).isEqualTo(log[3]);
  }
}
