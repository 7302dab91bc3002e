package dev.sluice.route.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.route.tier.LabelledPrompts.Figures;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The rules against prompts whose tier people have named. */
class RoutingPromptsTest {

  @Test
  void few_labelled_prompts_are_sent_below_their_label() throws IOException {
    Figures figures = LabelledPrompts.resource("routing-prompts.tsv").measure().print();

    assertThat(figures.sent()).hasSize(300);
    assertThat(figures.below()).hasSizeLessThanOrEqualTo(300 / 50);
    assertThat(figures.share(Tier.SIMPLE, Tier.SIMPLE)).isGreaterThan(0.7);
    assertThat(figures.share(Tier.MODERATE, Tier.MODERATE)).isGreaterThan(0.5);
  }

  /** These were written after the rules. */
  @Test
  void prompts_that_the_rules_were_not_made_with_fare_alike() throws IOException {
    Figures figures = LabelledPrompts.resource("routing-holdout.tsv").measure().print();

    assertThat(figures.sent()).hasSize(60);
    assertThat(figures.below()).hasSizeLessThanOrEqualTo(1);
    assertThat(figures.cheaper(Tier.SIMPLE)).isGreaterThan(0.4);
  }

  /** They were held out once; four of them went below their label until the rules were mended. */
  @Test
  void prompts_that_showed_what_was_wrong_stay_right() throws IOException {
    Figures figures = LabelledPrompts.resource("routing-mended.tsv").measure().print();

    assertThat(figures.below()).isEmpty();
  }
}
