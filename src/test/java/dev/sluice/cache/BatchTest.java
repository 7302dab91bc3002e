package dev.sluice.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cache.Batch.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written together. */
class BatchTest {
  @Test
  void ids_beside_each_other_are_one_run() {
    assertThat(Batch.runs(List.of(7L, 1L, 3L, 2L, 9L, 8L)))
        .containsExactly(new Run(1, 3), new Run(7, 9));
    assertThat(Batch.runs(List.of(5L))).containsExactly(new Run(5, 5));
    assertThat(Batch.runs(List.of())).isEmpty();
  }
}
