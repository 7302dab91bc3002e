package dev.sluice.rewrite.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is being decided in one request: the texts that are new, what stood before them, and the
 * patches so far. Rules act on it one after the other. One thread.
 */
final class Batch {
  private final List<Text> open;
  private final Earlier earlier;
  private final Map<Integer, List<Patch>> patches = new TreeMap<>();
  private final List<Held> held = new ArrayList<>();

  /** The texts that stood before, read only when somebody asks. */
  interface Earlier {
    /** Those that are still sent, in order. */
    List<Text> texts();

    /** What was decided about a message before and holds. */
    List<Patch> patches(int message);
  }

  /** A stretch that something points to. */
  private record Held(Text text, int from, int to) {}

  Batch(List<Text> open, Earlier earlier) {
    this.open = open;
    this.earlier = earlier;
  }

  /** The texts that may be changed, in order. */
  List<Text> open() {
    return open;
  }

  /** The texts before them, in order. */
  List<Text> earlier() {
    return earlier.texts();
  }

  /** Adds a patch to a text; it must not overlap another. */
  void patch(Text text, Patch patch) {
    patches.computeIfAbsent(text.message(), _ -> new ArrayList<>()).add(patch);
  }

  /** From now on this stretch must stay as it is, for something points to it. */
  void hold(Text text, int from, int to) {
    held.add(new Held(text, from, to));
  }

  /** Whether nothing was or will be done to this stretch. */
  boolean isWhole(Text text, int from, int to) {
    return touching(text, from, to).isEmpty();
  }

  /** Whether this stretch may be changed. */
  boolean isFree(Text text, int from, int to) {
    return isWhole(text, from, to)
        && held.stream().noneMatch(h -> h.text == text && h.from < to && from < h.to);
  }

  private List<Patch> touching(Text text, int from, int to) {
    List<Patch> touching = new ArrayList<>();
    for (Patch patch : of(text.message())) {
      if (patch.isIn(text) && patch.overlaps(from, to)) {
        touching.add(patch);
      }
    }
    return touching;
  }

  private List<Patch> of(int message) {
    List<Patch> now = patches.get(message);
    return now == null ? earlier.patches(message) : now;
  }

  /** What was decided about this message in this request. */
  List<Patch> decided(int message) {
    return patches.getOrDefault(message, List.of());
  }
}
