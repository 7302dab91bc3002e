package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.log.LogConfig;
import dev.sluice.log.LogLines;
import dev.sluice.price.Mechanisms;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first time that a mechanism saves in a session is announced with its off switch. */
final class FirstSavingsTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final FirstSavings firsts = new FirstSavings();

  @BeforeEach
  void catch_the_log() {
    LogLines.configure(LogConfig.DEFAULT, InstantSource.system(), written);
  }

  @AfterEach
  void give_the_log_back() {
    LogLines.reset();
  }

  @Test
  void the_first_saving_names_the_exchange_the_dollars_and_the_off_switch() {
    firsts.saved("tenant one", "slx_1", Mechanisms.EXACT, 2_500_000);
    firsts.saved("tenant one", "slx_2", Mechanisms.EXACT, 2_500_000);

    assertThat(lines())
        .singleElement()
        .asString()
        .contains(
            "exact saves in this session",
            "exchange=slx_1",
            "saved_usd=0.0025",
            "savings.cache.enabled: false");
  }

  @Test
  void each_mechanism_and_each_session_is_announced() {
    firsts.saved("tenant one", "slx_1", Mechanisms.EXACT, 1);
    firsts.saved("tenant one", "slx_2", Mechanisms.SEMANTIC, 1);
    firsts.saved("tenant two", "slx_3", Mechanisms.EXACT, 1);

    assertThat(lines()).hasSize(3);
  }

  @Test
  void what_costs_is_no_saving_and_the_one_after_it_is_the_first() {
    firsts.saved("tenant one", "slx_1", Mechanisms.PROMPT_CACHE, -5);
    firsts.saved("tenant one", "slx_2", Mechanisms.PROMPT_CACHE, 0);
    firsts.saved("tenant one", "slx_3", Mechanisms.PROMPT_CACHE, 5);

    assertThat(lines()).singleElement().asString().contains("slx_3");
  }

  private List<String> lines() {
    LogLines.flush();
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
