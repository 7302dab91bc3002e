package dev.sluice.rewrite.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DecisionsTest {
  private static final Patch PATCH =
      new Patch("truncate", 1, 2, 3, 4, "x".getBytes(StandardCharsets.UTF_8), 5, -1);

  @TempDir private Path data;

  @Test
  void the_first_decision_holds() {
    try (Decisions decisions = Decisions.inMemory(10)) {
      Decision first = decisions.keep(new Key(1, 1), Decision.of(7, List.of(PATCH)));

      assertThat(decisions.keep(new Key(1, 1), Decision.of(8, List.of()))).isSameAs(first);
    }
  }

  @Test
  void the_least_recently_used_go_in_memory_and_in_the_file() {
    try (Decisions decisions = Decisions.open(data, 3)) {
      for (int i = 0; i < 5; i++) {
        decisions.keep(new Key(i, i), Decision.of(i, List.of()));
        decisions.find(new Key[] {new Key(0, 0)});
      }
    }
    try (Decisions decisions = Decisions.open(data, 3)) {
      assertThat(has(decisions, 0)).isTrue();
      assertThat(has(decisions, 1)).isFalse();
      assertThat(has(decisions, 2)).isFalse();
      assertThat(has(decisions, 3)).isTrue();
      assertThat(has(decisions, 4)).isTrue();
    }
  }

  @Test
  void everything_about_a_decision_comes_back() {
    Key key = new Key(Long.MIN_VALUE, 17);
    try (Decisions decisions = Decisions.open(data, 10)) {
      Decision kept = decisions.keep(key, Decision.of(42, List.of(PATCH)));
      decisions.leaveOut(key, kept, Decision.LeftOut.AFTER_FIRST);
    }
    try (Decisions decisions = Decisions.open(data, 10)) {
      Decision decision = decisions.find(new Key[] {key})[0];

      assertThat(decision).isNotNull();
      assertThat(decision)
          .usingRecursiveComparison()
          .isEqualTo(new Decision(42, List.of(PATCH), Decision.LeftOut.AFTER_FIRST));
    }
  }

  @Test
  void a_file_that_is_no_database_is_done_without() throws IOException {
    Files.writeString(data.resolve("reduce.db"), "not a database, but long enough to be one");
    try (Decisions decisions = Decisions.open(data, 10)) {
      decisions.keep(new Key(1, 1), Decision.of(1, List.of()));

      assertThat(has(decisions, 1)).isTrue();
    }
  }

  private static boolean has(Decisions decisions, long key) {
    return decisions.find(new Key[] {new Key(key, key)})[0] != null;
  }
}
