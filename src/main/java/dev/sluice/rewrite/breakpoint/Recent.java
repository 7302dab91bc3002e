package dev.sluice.rewrite.breakpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A map that forgets what was not used for longest. Not safe for several threads.
 *
 * @param <K> by what things are found
 * @param <V> what is kept
 */
final class Recent<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;
  private final transient Consumer<V> forgotten;

  Recent(int most) {
    this(most, _ -> {});
  }

  Recent(int most, Consumer<V> forgotten) {
    super(16, 0.75f, true);
    this.most = most;
    this.forgotten = forgotten;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    boolean full = size() > most;
    if (full) {
      forgotten.accept(eldest.getValue());
    }
    return full;
  }
}
