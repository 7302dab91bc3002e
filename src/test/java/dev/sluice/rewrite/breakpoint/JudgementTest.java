package dev.sluice.rewrite.breakpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is believed of prefixes that come again or do not. */
final class JudgementTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(300);
  private static final double WORTH = 0.25 / 0.9;

  private final Odds odds = new Odds();

  private double chance() {
    return odds.belief(Kind.FIRST, NOON).chance();
  }

  @Test
  void one_shots_are_known_after_a_few_requests_though_their_lifetime_is_not_over() {
    int paid = 0;
    for (long i = 0; i < 100 && chance() > WORTH; i++) {
      odds.sent(i, LATER);
      paid++;
    }

    assertThat(paid).isBetween(4, 9);
  }

  @Test
  void later_evidence_raises_it_again() {
    for (long i = 0; i < 60; i++) {
      odds.sent(i, LATER);
    }
    assertThat(chance()).isLessThan(WORTH);

    for (long i = 100; i < 160; i++) {
      odds.sent(i, LATER);
      odds.again(i);
    }

    assertThat(chance()).isGreaterThan(WORTH);
  }

  @Test
  void a_conversation_that_goes_on_is_believed_in() {
    for (long i = 0; i < 40; i++) {
      odds.sent(i, LATER);
      odds.again(i);
    }

    assertThat(chance()).isGreaterThan(0.9);
  }

  @Test
  void what_comes_too_late_counts_against_it() {
    odds.sent(1, LATER);
    odds.sent(2, LATER);
    double before = chance();

    assertThat(odds.belief(Kind.FIRST, LATER).chance()).isLessThan(before);
    odds.lost(1);
    assertThat(chance()).isLessThan(before);
  }

  @Test
  void one_is_written_on_a_belief_and_the_next_only_on_evidence() {
    odds.sent(1, LATER);
    odds.tried();

    assertThat(odds.belief(Kind.FIRST, NOON)).isEqualTo(Belief.NONE);

    odds.sent(2, LATER);
    odds.again(2);

    assertThat(odds.belief(Kind.FIRST, NOON).proven()).isTrue();
    assertThat(chance()).isGreaterThan(WORTH);
  }

  @Test
  void what_came_again_once_and_never_since_proves_nothing_any_more() {
    odds.tried();
    odds.sent(1, LATER);
    odds.again(1);
    for (long i = 2; i < 200; i++) {
      odds.sent(i, LATER);
    }

    assertThat(odds.belief(Kind.FIRST, NOON).chance()).isLessThan(0.05);
  }

  @Test
  void a_write_with_evidence_may_be_lost_and_the_next_one_not_before_it_is_made_up_for() {
    Purse purse = new Purse();
    purse.sent(1_000);
    assertThat(purse.affords(250)).isTrue();

    purse.pay(250, false);
    assertThat(purse.affords(250)).isFalse();

    purse.save(900);
    assertThat(purse.affords(250)).isTrue();
  }

  @Test
  void a_hundredth_of_its_input_is_what_a_program_may_lose() {
    Purse purse = new Purse();
    purse.pay(250, false);
    for (int i = 0; i < 49; i++) {
      purse.sent(1_000);
    }
    assertThat(purse.affords(250)).isFalse();

    purse.sent(1_000);

    assertThat(purse.affords(250)).isTrue();
  }

  @Test
  void what_the_provider_billed_takes_the_place_of_what_was_thought() {
    Purse purse = new Purse();
    purse.pay(250, true);
    purse.pay(250, false);

    purse.correct(250, 300, true);
    purse.correct(250, 0, false);

    assertThat(purse.state()).isEqualTo(new Purse.State(0, 0, 300, 0));
    purse.redeem();
    assertThat(purse.state().risked()).isZero();
  }

  @Test
  void what_was_long_ago_counts_for_less() {
    Purse purse = new Purse();
    purse.pay(250, true);
    for (int i = 0; i < 200; i++) {
      purse.sent(10);
    }

    assertThat(purse.state()).isEqualTo(new Purse.State(1_000, 0, 125, 0));
  }

  @Test
  void one_program_is_tried_at_a_time() {
    Learned learned = new Learned();
    Program one = new Program("tenant", "one", "model");
    Program two = new Program("tenant", "two", "model");
    learned.of(one).purse.sent(1_000);
    assertThat(learned.mayTry(one, 250)).isTrue();

    learned.of(one).purse.pay(250, true);

    assertThat(learned.mayTry(two, 250)).isFalse();
    assertThat(learned.mayTry(two, 1)).isFalse();
    assertThat(learned.mayTry(new Program("other", "two", "model"), 250)).isTrue();
    assertThat(learned.mayTry(new Program("tenant", "two", "other"), 250)).isTrue();
    learned.of(one).purse.redeem();
    assertThat(learned.mayTry(two, 250)).isTrue();
  }

  @Test
  void what_wanders_is_written_again_after_two_stable_requests_and_then_after_four() {
    Run run = new Run();
    assertThat(run.stable()).isTrue();

    run.next(true);
    assertThat(run.stable()).isFalse();
    run.next(false);
    assertThat(run.stable()).isFalse();
    run.next(false);
    assertThat(run.stable()).isTrue();
    run.next(true);
    run.next(false);
    run.next(false);
    assertThat(run.stable()).isFalse();
    run.next(false);
    run.next(false);
    assertThat(run.stable()).isTrue();
  }

  @Test
  void what_was_stable_for_long_may_change_once() {
    Run run = new Run();
    for (int i = 0; i < 5; i++) {
      run.next(false);
    }

    run.next(true);

    assertThat(run.stable()).isTrue();
  }

  @Test
  void an_hour_is_asked_for_after_two_long_pauses_and_only_when_it_is_cold() {
    Life life = new Life();
    List<Duration> pauses = Collections.nCopies(2, Duration.ofMinutes(7));

    assertThat(life.next(NOON, List.of(Duration.ofMinutes(7)))).isEqualTo(Ttl.SHORT);
    life.marked(NOON, Ttl.SHORT);
    assertThat(life.next(NOON.plusSeconds(60), pauses)).isEqualTo(Ttl.SHORT);
    assertThat(life.next(NOON.plusSeconds(420), pauses)).isEqualTo(Ttl.LONG);
    life.marked(NOON.plusSeconds(420), Ttl.LONG);
    assertThat(life.next(NOON.plusSeconds(900), List.of())).isEqualTo(Ttl.LONG);
  }

  @Test
  void a_pause_of_more_than_an_hour_is_no_reason_for_an_hour() {
    List<Duration> pauses = Collections.nCopies(5, Duration.ofHours(2));

    assertThat(new Life().next(NOON, pauses)).isEqualTo(Ttl.SHORT);
  }

  @Test
  void a_provider_that_finds_nothing_is_tried_again_after_an_hour() {
    Trust trust = new Trust();
    for (int i = 0; i < 30; i++) {
      trust.saw(false, NOON);
    }

    assertThat(trust.share(NOON)).isLessThan(WORTH);
    assertThat(trust.share(NOON.plusSeconds(3_700))).isGreaterThan(0.9);
  }
}
