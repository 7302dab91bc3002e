package dev.sluice.rewrite.breakpoint;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map that forgets what was not used for longest. Not safe for several threads.
 *
 * @param <K> by what things are found
 * @param <V> what is kept
 */
final class Recent<K, V> {
  private final Map<K, V> map = new LinkedHashMap<>(16, 0.75f, true);
  private final int most;
  private final Consumer<V> forgotten;

  Recent(int most) {
    this(most, _ -> {});
  }

  /** One that tells what it forgets. */
  Recent(int most, Consumer<V> forgotten) {
    this.most = most;
    this.forgotten = forgotten;
  }

  @Nullable V get(K key) {
    return map.get(key);
  }

  /** What is kept there, made first where there is nothing. */
  V get(K key, Supplier<V> made) {
    V kept = map.get(key);
    if (kept != null) {
      return kept;
    }
    V fresh = made.get();
    put(key, fresh);
    return fresh;
  }

  /** Keeps a value; gives the one that was there. */
  @Nullable V put(K key, V value) {
    V old = map.put(key, value);
    if (map.size() > most) {
      Iterator<V> eldest = map.values().iterator();
      V gone = eldest.next();
      eldest.remove();
      forgotten.accept(gone);
    }
    return old;
  }

  /** Shows all that is kept, what was not used for longest first. */
  void each(BiConsumer<K, V> shown) {
    map.forEach(shown);
  }

  void remove(K key) {
    map.remove(key);
  }
}
