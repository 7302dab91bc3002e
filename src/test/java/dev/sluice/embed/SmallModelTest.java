package dev.sluice.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.exchange.ModelClient.Ask;
import dev.sluice.exchange.ModelClient.AskFailed;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The program's function where a mechanism asks it. */
class SmallModelTest {
  private static final byte[] REQUEST =
      "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
          .getBytes(UTF_8);

  @Test
  void a_function_that_does_not_come_back_is_interrupted_when_its_time_is_over() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Model stuck =
        request -> {
          try {
            new CountDownLatch(1).await();
          } finally {
            interrupted.countDown();
          }
          return "";
        };

    assertThatThrownBy(() -> new SmallModel(stuck).ask(new Ask(REQUEST, Duration.ofMillis(20))))
        .isInstanceOf(AskFailed.class)
        .hasMessageContaining("no reply within");
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void the_answer_is_the_text_and_what_it_used() throws Exception {
    try (SimModel simulated = new SimModel()) {
      simulated.says("Hi", "Hello.");

      var answer = new SmallModel(simulated).ask(new Ask(REQUEST, Duration.ofSeconds(30)));

      assertThat(answer.text()).isEqualTo("Hello.");
      assertThat(answer.model()).startsWith("claude-haiku-4-5");
      assertThat(answer.usage().output()).isPositive();
    }
  }

  @Test
  void an_error_of_the_provider_is_named() throws Exception {
    try (SimModel simulated = new SimModel()) {
      Ask ask = new Ask("{}".getBytes(UTF_8), Duration.ofSeconds(30));

      assertThatThrownBy(() -> new SmallModel(simulated).ask(ask))
          .isInstanceOf(AskFailed.class)
          .hasMessage("invalid_request_error");
    }
  }
}
