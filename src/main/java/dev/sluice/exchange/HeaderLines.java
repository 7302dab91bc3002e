package dev.sluice.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A few header lines. Immutable.
 *
 * @param lines names and values in turn
 */
public record HeaderLines(List<String> lines) implements Headers {
  /** No line at all. */
  public static final Headers NONE = new HeaderLines(List.of());

  public HeaderLines {
    lines = List.copyOf(lines);
  }

  @Override
  public @Nullable String get(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.getFirst();
  }

  @Override
  public List<String> all(String name) {
    List<String> all = new ArrayList<>();
    each((line, value) -> {
      if (line.equalsIgnoreCase(name)) {
        all.add(value);
      }
    });
    return all;
  }

  @Override
  public void each(BiConsumer<String, String> line) {
    for (int i = 0; i < lines.size(); i += 2) {
      line.accept(lines.get(i), lines.get(i + 1));
    }
  }
}
