package dev.sluice.cache.semantic.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEmbedderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void a_missing_set_is_said_with_the_command_that_fetches_it(@TempDir Path folder) {
    try (LocalEmbedder embedder = new LocalEmbedder(folder, PATIENCE)) {
      assertThatThrownBy(() -> embedder.embed("hello"))
          .isInstanceOf(EmbeddingFailed.class)
          .hasMessageContaining("mvn -q -f features/semantic/pom.xml");
    }
  }

  @Test
  @Tag("semantic")
  void similarities_are_those_of_the_model() throws Exception {
    try (LocalEmbedder embedder = new LocalEmbedder(Path.of("target/lib/semantic"), PATIENCE)) {
      assertThat(
              Vectors.dot(
                  embedder.embed("How do I sort a list in python?"),
                  embedder.embed("How can I sort a Python list?")))
          .isCloseTo(0.97f, within(0.005f));
      assertThat(
              Vectors.dot(
                  embedder.embed("Convert 5 miles to km"),
                  embedder.embed("Convert 50 miles to km")))
          .isCloseTo(0.845f, within(0.005f));
      assertThat(embedder.fits("word ".repeat(100))).isTrue();
      assertThat(embedder.fits("word ".repeat(300))).isFalse();
    }
  }
}
