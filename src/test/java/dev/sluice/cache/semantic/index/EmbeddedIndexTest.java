package dev.sluice.cache.semantic.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedIndexTest extends VectorIndexContract {
  @TempDir Path folder;
  private @Nullable EmbeddedIndex open;

  @Override
  VectorIndex index() throws SQLException {
    EmbeddedIndex there = open;
    if (there == null) {
      there = EmbeddedIndex.open(folder.resolve("v.db"));
      open = there;
    }
    return there;
  }

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  @Test
  void vectors_outlive_the_process() throws Exception {
    float[] vector = {0.6f, 0.8f};
    index().add("a", "p", vector);
    index().add("b", "p", vector);
    index().remove("b");
    index().close();
    open = null;

    assertThat(index().size()).isOne();
    assertThat(index().nearest("p", vector, 5, 0.999)).hasSize(1);
    assertThat(index().nearest("p", new float[] {1, 0, 0}, 5, -1)).isEmpty();
  }
}
