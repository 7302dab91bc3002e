package dev.sluice.sim.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Signatures. */
final class SignaturesTest {
  private static final Signatures.Claim CLAIM = new Signatures.Claim(17, 1, 2, new Hash(3, 4));

  private final Signatures signatures = new Signatures(1);

  @Test
  void a_signature_says_what_it_was_made_for() {
    String signature = signatures.sign(CLAIM, "thought");

    assertThat(signatures.check(signature, "thought")).isEqualTo(CLAIM);
    assertThat(Signatures.tokens(signature)).isEqualTo(17);
  }

  @Test
  void no_character_of_it_and_none_of_the_text_can_be_changed() {
    String signature = signatures.sign(CLAIM, "thought");

    assertThat(signatures.check(signature, "thoughT")).isNull();
    for (int i = 0; i < signature.length() - 2; i++) {
      char other = signature.charAt(i) == 'A' ? 'B' : 'A';
      String forged = signature.substring(0, i) + other + signature.substring(i + 1);
      assertThat(signatures.check(forged, "thought")).isNull();
    }
  }

  @Test
  void another_simulator_does_not_take_it() {
    assertThat(new Signatures(2).check(signatures.sign(CLAIM, "t"), "t")).isNull();
    assertThat(signatures.check("not base64!", "t")).isNull();
    assertThat(signatures.check("", "t")).isNull();
  }
}
