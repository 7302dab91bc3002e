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
