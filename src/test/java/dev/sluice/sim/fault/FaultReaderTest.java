package dev.sluice.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.sim.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The spellings of faults. */
final class FaultReaderTest {
  @Test
  void every_name_that_is_listed_can_be_read() {
    for (String name : FaultReader.names().split(",\\s*", -1)) {
      assertThat(FaultReader.named(name)).isNotNull();
    }
  }

  @Test
  void a_name_takes_arguments() {
    assertThat(FaultReader.named("rate-limited;retry-after=2;x-should-retry=false"))
        .isEqualTo(
            new Fault.Status(429, Map.of("retry-after", "2", "x-should-retry", "false"), null));
    assertThat(FaultReader.named("status;status=418;body=tea"))
        .isEqualTo(new Fault.Status(418, Map.of(), "tea"));
    assertThat(FaultReader.named("stall-mid-stream;after=2;ms=50"))
        .isEqualTo(new Fault.Stall(Fault.Place.AFTER_EVENTS, 2, 50));
  }

  @Test
  void json_says_the_same() {
    assertThat(
            FaultReader.read(Json.parse("{\"kind\":\"reset\",\"at\":\"afterEvents\",\"after\":3}")))
        .isEqualTo(new Fault.Reset(Fault.Place.AFTER_EVENTS, 3));
    assertThat(FaultReader.read(Json.parse("{\"kind\":\"errorEvent\",\"type\":\"api_error\"}")))
        .isEqualTo(new Fault.ErrorEvent(4, "api_error", "Overloaded"));
  }

  @Test
  void what_is_not_known_is_refused_with_what_is() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultReader.read(Json.parse("{\"kind\":\"fire\"}")))
        .withMessageContaining("cleanCut");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultReader.read(Json.parse("{\"kind\":\"reset\",\"at\":\"noon\"}")))
        .withMessageContaining("beforeHeaders");
  }
}
