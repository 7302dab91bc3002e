package dev.sluice.listener;

import dev.sluice.exchange.Headers;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Header lines as Vert.x holds them. Nobody changes the map once the request has come in. */
record VertxHeaders(MultiMap map) implements Headers {

  @Override
  public @Nullable String get(String name) {
    return map.get(name);
  }

  @Override
  public List<String> all(String name) {
    return map.getAll(name);
  }

  @Override
  public void each(BiConsumer<String, String> line) {
    map.forEach(line);
  }
}
