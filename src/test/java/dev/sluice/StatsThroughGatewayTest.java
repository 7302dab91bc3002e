package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the gateway shows of its exchanges, as JSON and as metrics (DESIGN sections 4, 7). */
class StatsThroughGatewayTest {
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

  @Test
  void the_stats_add_up() throws Exception {
    rig.message(Requests.ASK);
    rig.idle();
    rig.message(Requests.ASK);
    rig.message("no JSON");
    rig.provider().script((n, r, c) -> c.json(529, "{}"));
    rig.message(Requests.ask("other"));
    rig.entries(4);

    JsonNode stats = rig.stats();

    assertThat(stats.path("session_calls").asInt()).isEqualTo(4);
    assertThat(stats.path("session_cost_usd").asDecimal()).isEqualByComparingTo("0.000615");
    assertThat(stats.path("today_cost_usd").asDecimal()).isEqualByComparingTo("0.000615");
    assertThat(stats.path("port").asInt()).isEqualTo(rig.gateway().address().getPort());
    JsonNode session = stats.path("session");
    assertThat(session.path("failed").asInt()).isEqualTo(2);
    assertThat(session.path("input_tokens").asInt()).isEqualTo(100);
    assertThat(session.path("cache_creation_tokens").asInt()).isEqualTo(20);
    assertThat(session.path("cache_read_tokens").asInt()).isEqualTo(300);
    assertThat(session.path("output_tokens").asInt()).isEqualTo(10);
    assertThat(session.path("without_usd").asDecimal()).isEqualByComparingTo("0.001161");
    assertThat(session.path("saved_usd").asDecimal()).isEqualByComparingTo("0.000546");
    JsonNode cache = stats.path("cache");
    assertThat(cache.path("hits").asInt()).isEqualTo(1);
    assertThat(cache.path("misses").asInt()).isEqualTo(2);
    assertThat(cache.path("entries").asInt()).isEqualTo(1);
    assertThat(stats.path("savings").path("exact_usd").asDecimal())
        .isEqualByComparingTo("0.000546");
    assertThat(stats.path("ledger").path("written").asInt()).isEqualTo(4);
    assertThat(stats.path("ledger").path("dropped").asInt()).isZero();
    assertThat(stats.path("proxy").path("upstream").asString())
        .isEqualTo(rig.provider().address().toString());
  }

  @Test
  void dollars_have_nine_decimals_in_json() throws Exception {
    rig.message(Requests.ASK);
    rig.idle();
    try (RawClient client = rig.client()) {
      String json = client.get("/proxy/stats").reply().text();

      Matcher dollars = Pattern.compile("\"[a-z_]+_usd\":([^,}]+)").matcher(json);
      List<String> values = dollars.results().map(match -> match.group(1)).toList();
      assertThat(values).hasSizeGreaterThan(8);
      assertThat(values)
          .allMatch(value -> value.equals("null") || value.matches("-?\\d+\\.\\d{9}"));
    }
  }

  @Test
  void the_metrics_are_well_formed_and_count() throws Exception {
    rig.message(Requests.ASK);
    rig.idle();
    rig.message(Requests.ASK);
    rig.entries(2);
    try (RawClient client = rig.client()) {
      Wire.Message reply = client.get("/metrics").reply();

      assertThat(reply.header("content-type")).startsWith("text/plain");
      String sample =
          "[a-z_]+(\\{([a-z_]+=\"[^\"\\\\]*\",?)*\\})? (-?[0-9.]+(E-?[0-9]+)?|NaN|\\+Inf)";
      assertThat(reply.text().lines()).allMatch(l -> l.startsWith("# ") || l.matches(sample));
      assertThat(reply.text())
          .contains("sluice_requests_total{", "cache=\"hit\"", "cache=\"miss\"")
          .containsPattern("sluice_cost_dollars_total(\\{.*\\})? 6\\.15E-4");
      assertThat(reply.text()).doesNotContain("sk-ant", "client:");
    }
  }
}
