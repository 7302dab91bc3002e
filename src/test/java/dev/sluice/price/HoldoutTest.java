package dev.sluice.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who runs without savings. */
final class HoldoutTest {
  private static final byte[] SECRET = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "fedcba9876543210".getBytes(StandardCharsets.UTF_8);

  @Test
  void a_share_of_the_sessions_is_held_out() {
    assertThat(held(0.1, SECRET)).isBetween(900L, 1100L);
    assertThat(held(0.5, SECRET)).isBetween(4850L, 5150L);
    assertThat(held(0, SECRET)).isZero();
    assertThat(held(1, SECRET)).isEqualTo(10_000);
  }

  @Test
  void a_session_stays_on_its_side_and_a_larger_share_takes_none_back() {
    for (int n = 0; n < 1000; n++) {
      boolean held = new Holdout(0.1, SECRET).holds("t", "s" + n);
      assertThat(new Holdout(0.1, SECRET).holds("t", "s" + n)).isEqualTo(held);
      if (held) {
        assertThat(new Holdout(0.2, SECRET).holds("t", "s" + n)).isTrue();
      }
    }
  }

  @Test
  void tenant_and_installation_decide_too() {
    assertThat(same(new Holdout(0.5, SECRET), "a", new Holdout(0.5, SECRET), "b"))
        .isBetween(400L, 600L);
    assertThat(same(new Holdout(0.5, SECRET), "a", new Holdout(0.5, OTHER), "a"))
        .isBetween(400L, 600L);
  }

  @Test
  void without_a_session_nothing_is_held_out() {
    assertThat(new Holdout(1, SECRET).holds("t", "")).isFalse();
  }

  private static long held(double share, byte[] secret) {
    Holdout holdout = new Holdout(share, secret);
    return IntStream.range(0, 10_000).filter(n -> holdout.holds("t", "s" + n)).count();
  }

  private static long same(Holdout one, String tenant, Holdout other, String otherTenant) {
    return IntStream.range(0, 1000)
        .filter(n -> one.holds(tenant, "s" + n) == other.holds(otherTenant, "s" + n))
        .count();
  }
}
