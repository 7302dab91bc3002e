package dev.sluice.cache.semantic.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server that speaks Qdrant's REST shapes and refuses all others. */
class QdrantIndexTest extends VectorIndexContract {
  private final QdrantLike server = QdrantLike.start("secret-key");
  private @Nullable QdrantIndex open;

  @Override
  VectorIndex index() {
    QdrantIndex there = open;
    if (there == null) {
      there =
          new QdrantIndex(server.url(), new Secret("secret-key"), "sluice", Duration.ofSeconds(20));
      open = there;
    }
    return there;
  }

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
    server.close();
  }

  @Test
  void the_collection_is_made_once_with_its_payload_index() throws Exception {
    index().nearest("p", new float[] {1, 0}, 3, 0.5);
    index().add("5f0c6d1e-0000-4000-8000-000000000001", "p", new float[] {1, 0});

    assertThat(server.seen())
        .containsExactly(
            "GET /collections/sluice",
            "PUT /collections/sluice",
            "PUT /collections/sluice/index?wait=true",
            "POST /collections/sluice/points/query",
            "PUT /collections/sluice/points?wait=true");
  }

  @Test
  void a_wrong_key_and_a_server_that_is_down_are_said_so() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (QdrantIndex stranger =
            new QdrantIndex(server.url(), new Secret("wrong"), "sluice", Duration.ofSeconds(20));
        QdrantIndex nobody =
            new QdrantIndex(
                URI.create("http://127.0.0.1:" + free), null, "sluice", Duration.ofSeconds(20))) {
      assertThatThrownBy(() -> stranger.size())
          .isInstanceOf(IndexFailed.class)
          .hasMessageContaining("401");
      assertThatThrownBy(() -> nobody.nearest("p", new float[] {1}, 1, 0))
          .isInstanceOf(IndexFailed.class);
    }
  }
}
