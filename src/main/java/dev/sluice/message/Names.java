package dev.sluice.message;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The member names of every object that is open, to find a name that comes twice. One thread.
 *
 * <p>Small objects are compared name by name, large ones through a set, so that neither many small
 * objects nor one of a hundred thousand members is slow.
 */
final class Names {
  private static final int SMALL = 16;

  private String[] names = new String[64];
  private int size;
  private int[] bases = new int[16];
  private @Nullable Set<String>[] sets = newSets(16);
  private int depth = -1;

  /** An object begins. */
  void open() {
    depth++;
    if (depth == bases.length) {
      bases = Arrays.copyOf(bases, depth * 2);
      sets = Arrays.copyOf(sets, depth * 2);
    }
    bases[depth] = size;
  }

  /** The innermost object ends. */
  void close() {
    size = bases[depth];
    sets[depth] = null;
    depth--;
  }

  /** Whether the name is new in the innermost object. */
  boolean add(String name) {
    Set<String> set = sets[depth];
    if (set != null) {
      return set.add(name);
    }
    for (int i = bases[depth]; i < size; i++) {
      if (names[i].equals(name)) {
        return false;
      }
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
    }
    names[size++] = name;
    if (size - bases[depth] == SMALL) {
      sets[depth] = new HashSet<>(Arrays.asList(names).subList(bases[depth], size));
    }
    return true;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Set<String>[] newSets(int length) {
    return (@Nullable Set<String>[]) new Set<?>[length];
  }
}
