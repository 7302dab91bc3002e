package dev.sluice.cache.semantic.index;

import dev.sluice.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Against a real Qdrant: {@code QDRANT_URL}, and {@code QDRANT_API_KEY} where it wants one. */
@EnabledIfEnvironmentVariable(named = "QDRANT_URL", matches = "https?://.+")
class RealQdrantIndexTest extends VectorIndexContract {
  private static final String COLLECTION = "sluice-test-" + UUID.randomUUID();
  private static @Nullable QdrantIndex open;

  @Override
  VectorIndex index() {
    QdrantIndex there = open;
    if (there == null) {
      Map<String, String> environment = System.getenv();
      String key = environment.get("QDRANT_API_KEY");
      there =
          new QdrantIndex(
              URI.create(environment.getOrDefault("QDRANT_URL", "")),
              key == null ? null : new Secret(key),
              COLLECTION,
              Duration.ofSeconds(20));
      open = there;
    }
    return there;
  }

  @AfterAll
  static void close() {
    if (open != null) {
      open.close();
    }
  }
}
