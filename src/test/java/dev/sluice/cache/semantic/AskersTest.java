package dev.sluice.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AskersTest {
  private final Askers askers = new Askers();

  @Test
  void the_one_that_makes_a_crowd_is_told_once() {
    for (int i = 1; i < Askers.CROWD; i++) {
      assertThat(askers.crowds("e", i)).isFalse();
      assertThat(askers.crowds("e", i)).isFalse();
    }
    assertThat(askers.isCrowded("e")).isFalse();

    assertThat(askers.crowds("e", 0)).isTrue();

    assertThat(askers.isCrowded("e")).isTrue();
    assertThat(askers.isCrowded("other")).isFalse();
    assertThat(askers.crowds("e", -1)).isFalse();
  }

  @Test
  void an_entry_that_goes_is_forgotten() {
    for (int i = 0; i < Askers.CROWD; i++) {
      askers.crowds("e", i);
    }
    askers.forget("e");

    assertThat(askers.isCrowded("e")).isFalse();
  }
}
