package dev.sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.log.LogConfig;
import dev.sluice.log.LogLines;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mechanism that loses money switches itself off for the session. */
final class WorthTest {
  private static final String SESSION = "tenant/session";
  private static final String CACHE = "prompt-cache";
  private static final long CENT = 10_000_000;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private volatile Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private final InstantSource clock = () -> now;
  private final Worth worth = new Worth(clock);

  @BeforeEach
  void catch_the_log() throws Exception {
    LogLines.configure(LogConfig.DEFAULT, clock, written);
  }

  @AfterEach
  void give_the_log_back() {
    LogLines.reset();
  }

  @Test
  void eight_losses_switch_it_off_once_with_figures_and_the_way_to_keep_it_off() {
    add(7, -CENT);
    assertThat(worth.isOff(SESSION, CACHE)).isFalse();

    add(3, -CENT);

    assertThat(worth.isOff(SESSION, CACHE)).isTrue();
    assertThat(lines())
        .singleElement()
        .asString()
        .contains(
            "prompt-cache costs more than it saves and is off for this session",
            "lost_usd=0.080000000",
            "exchanges=8",
            "savings.promptCache.enabled: false");
  }

  @Test
  void only_that_mechanism_in_that_session_is_off() {
    add(8, -CENT);

    assertThat(worth.isOff(SESSION, "routing")).isFalse();
    assertThat(worth.isOff("tenant/other", CACHE)).isFalse();
  }

  @Test
  void a_write_that_the_next_turns_read_does_not_trip_it() {
    add(1, -60 * CENT);
    add(7, 9 * CENT);

    assertThat(worth.isOff(SESSION, CACHE)).isFalse();
  }

  @Test
  void a_loss_below_the_floor_is_noise() {
    add(10, -100_000);
    assertThat(worth.isOff(SESSION, CACHE)).isFalse();

    add(1, -1);

    assertThat(worth.isOff(SESSION, CACHE)).isTrue();
  }

  @Test
  void old_gains_leave_the_window_after_twenty_exchanges() {
    add(1, 100 * CENT);
    add(19, -CENT);
    assertThat(worth.isOff(SESSION, CACHE)).isFalse();

    add(1, -CENT);

    assertThat(worth.isOff(SESSION, CACHE)).isTrue();
  }

  @Test
  void after_half_an_hour_old_gains_leave_it_too_and_a_slow_session_is_still_judged() {
    add(1, 100 * CENT);
    for (int n = 0; n < 8; n++) {
      assertThat(worth.isOff(SESSION, CACHE)).isFalse();
      now = now.plus(Duration.ofMinutes(31));
      add(1, -CENT);
    }

    assertThat(worth.isOff(SESSION, CACHE)).isTrue();
  }

  @Test
  void after_a_day_it_gets_another_chance() {
    add(8, -CENT);
    now = now.plus(Duration.ofHours(24)).minusNanos(1);
    assertThat(worth.isOff(SESSION, CACHE)).isTrue();

    now = now.plusNanos(1);
    add(7, -CENT);

    assertThat(worth.isOff(SESSION, CACHE)).isFalse();
  }

  @Test
  void sessions_that_were_not_used_for_long_are_forgotten() {
    add(8, -CENT);
    worth.isOff("kept", CACHE);
    for (int n = 0; n < 10_000; n++) {
      worth.add("s" + n, CACHE, 1);
    }

    assertThat(worth.isOff(SESSION, CACHE)).isFalse();
  }

  @Test
  void many_threads_may_ask_and_add() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            for (int n = 0; n < 1000; n++) {
              worth.add("s" + n, CACHE, -CENT);
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    for (int n = 0; n < 1000; n++) {
      assertThat(worth.isOff("s" + n, CACHE)).isTrue();
    }
    assertThat(lines()).hasSize(1000);
  }

  private void add(int times, long nanos) {
    for (int n = 0; n < times; n++) {
      worth.add(SESSION, CACHE, nanos);
    }
  }

  private List<String> lines() {
    LogLines.flush();
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
