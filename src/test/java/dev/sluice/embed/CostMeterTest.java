package dev.sluice.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embed.CostMeter.Cost;
import dev.sluice.embed.CostMeter.Tokens;
import dev.sluice.embed.CostMeter.Total;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cost meter of a program against the bill of the simulated provider. */
class CostMeterTest {
  private static final String HAIKU = "claude-haiku-4-5";
  private static final String SONNET = "claude-sonnet-4-5";
  private static final SimModel MODEL = new SimModel();

  @TempDir private Path folder = Path.of(".");

  @AfterAll
  static void stop() {
    MODEL.close();
  }

  @BeforeEach
  void reset() throws Exception {
    MODEL.reset();
  }

  private static String request(String model, String more) {
    return "{\"model\":\""
        + model
        + "\",\"max_tokens\":50,"
        + more
        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}";
  }

  private static Cost add(CostMeter meter, String request) throws Exception {
    return meter.add(request, MODEL.answer(request));
  }

  @Test
  void messages_and_streams_cost_what_the_provider_bills_to_the_nano_dollar() throws Exception {
    CostMeter meter = CostMeter.bundled();

    Cost whole = add(meter, request(HAIKU, ""));
    Cost streamed = add(meter, request(SONNET, "\"stream\":true,"));

    Total total = meter.total();
    assertThat(whole.priced()).isTrue();
    assertThat(streamed.tokens().output()).isPositive();
    assertThat(total.nanos()).isEqualTo(MODEL.bill()).isPositive();
    assertThat(total.dollars()).isEqualTo(BigDecimal.valueOf(MODEL.bill(), 9));
    assertThat(total.dollars()).isEqualByComparingTo(whole.dollars().add(streamed.dollars()));
    assertThat(total.replies()).isEqualTo(2);
    assertThat(meter.byModel().keySet())
        .hasSize(2)
        .allMatch(model -> model.startsWith("claude-haiku") || model.startsWith("claude-sonnet"));
  }

  @Test
  void the_prompt_cache_costs_at_first_and_saves_from_the_second_call_on() throws Exception {
    String system =
        "\"system\":[{\"type\":\"text\",\"text\":\""
            + "The rules of the house are long and must be kept. ".repeat(500)
            + "\",\"cache_control\":{\"type\":\"ephemeral\"}}],";
    CostMeter meter = CostMeter.bundled();

    Cost first = add(meter, request(SONNET, system));
    Cost second = add(meter, request(SONNET, system));

    assertThat(first.tokens().cacheWrite5m()).isPositive();
    assertThat(second.tokens().cacheRead()).isEqualTo(first.tokens().cacheWrite5m());
    assertThat(first.cacheSavedNanos()).isNegative();
    assertThat(second.cacheSavedNanos()).isPositive();
    assertThat(meter.total().cacheSaved()).isPositive();
    assertThat(meter.total().nanos()).isEqualTo(MODEL.bill());
  }

  @Test
  void a_model_without_a_price_is_unpriced_until_a_file_has_one() throws Exception {
    String reply = MODEL.answer(request(HAIKU, ""));
    String foreign = reply.replaceAll("claude-haiku[a-z0-9-]*", "house-model");
    Path file = Files.writeString(folder.resolve("prices.yaml"), price("3"));

    CostMeter bundled = CostMeter.bundled();
    Cost unpriced = bundled.add(request(HAIKU, ""), foreign);
    Cost priced = CostMeter.withPrices(file).add(request(HAIKU, ""), foreign);

    assertThat(unpriced.model()).isEqualTo("house-model");
    assertThat(unpriced.priced()).isFalse();
    assertThat(unpriced.dollars()).isEqualByComparingTo("0");
    assertThat(bundled.total().unpriced()).isOne();
    assertThat(bundled.total().tokens()).isEqualTo(unpriced.tokens());
    Tokens tokens = priced.tokens();
    assertThat(priced.nanos()).isEqualTo(3_000 * (tokens.input() + tokens.output()));
  }

  private static String price(String each) {
    return """
    models:
      house-model: {input: %1$s, cacheWrite5m: %1$s, cacheWrite1h: %1$s, cacheRead: %1$s, output: %1$s}
    """
        .replace("%1$s", each);
  }

  @Test
  void errors_cost_nothing_and_a_reply_without_usage_is_unpriced() throws Exception {
    CostMeter meter = CostMeter.bundled();

    Cost error = meter.add("{}", MODEL.answer("{}"));
    Cost garbage = meter.add(request(HAIKU, ""), "<html>504</html>");

    assertThat(error.priced()).isTrue();
    assertThat(error.dollars()).isEqualByComparingTo("0");
    assertThat(garbage.priced()).isFalse();
    assertThat(garbage.model()).isEqualTo(HAIKU);
  }

  @Test
  void a_stream_that_was_cut_is_an_estimate() throws Exception {
    String request = request(SONNET, "\"stream\":true,");
    String stream = MODEL.answer(request);
    String cut = stream.substring(0, stream.indexOf("event: message_delta"));

    Cost cost = CostMeter.bundled().add(request, cut);

    assertThat(cost.estimated()).isTrue();
    assertThat(cost.priced()).isTrue();
    assertThat(cost.tokens().input()).isPositive();
  }

  @Test
  void a_price_file_that_cannot_be_used_is_refused_with_its_problems() throws Exception {
    Path file = Files.writeString(folder.resolve("prices.yaml"), price("cheap"));

    assertThatThrownBy(() -> CostMeter.withPrices(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("house-model");
  }
}
