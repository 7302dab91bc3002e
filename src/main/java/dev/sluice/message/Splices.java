package dev.sluice.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Edits of a body on its original offsets, applied in one copy. Edits may be added in any order and
 * must not overlap; inserts at one offset keep the order in which they were added. One thread.
 */
public final class Splices {
  /** None, and none can be added. */
  public static final Splices NONE = new Splices(List.of());

  private final List<Edit> edits;

  /** None yet. */
  public Splices() {
    this(new ArrayList<>());
  }

  private Splices(List<Edit> edits) {
    this.edits = edits;
  }

  /** Puts these bytes in place of the span. */
  public Splices replace(Span span, byte[] with) {
    Edit edit = new Edit(span.from(), span.to(), with);
    for (Edit other : edits) {
      if (edit.from < other.to && other.from < edit.to) {
        throw new IllegalArgumentException(
            "splice " + edit.from + ".." + edit.to + " overlaps " + other.from + ".." + other.to);
      }
    }
    edits.add(edit);
    return this;
  }

  /** Puts these bytes before the byte at this offset. */
  public Splices insert(int at, byte[] bytes) {
    return replace(new Span(at, at), bytes);
  }

  /** Takes the span out. */
  public Splices delete(Span span) {
    return replace(span, new byte[0]);
  }

  /**
   * These and others, which are made on the same bytes.
   *
   * @throws IllegalArgumentException if they overlap
   */
  public Splices and(Splices others) {
    if (isEmpty() || others.isEmpty()) {
      return isEmpty() ? others : this;
    }
    Splices both = new Splices(new ArrayList<>(edits));
    others.edits.forEach(edit -> both.replace(new Span(edit.from, edit.to), edit.with));
    return both;
  }

  /** How many there are. */
  public int count() {
    return edits.size();
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return edits.isEmpty();
  }

  /**
   * The edited bytes; the original itself if there is no edit.
   *
   * @throws IllegalArgumentException if an edit lies beyond the end
   */
  public byte[] apply(byte[] original) {
    if (edits.isEmpty()) {
      return original;
    }
    List<Edit> ordered = new ArrayList<>(edits);
    ordered.sort(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to));
    byte[] result = new byte[length(original, ordered)];
    int read = 0;
    int written = 0;
    for (Edit edit : ordered) {
      int kept = edit.from - read;
      System.arraycopy(original, read, result, written, kept);
      System.arraycopy(edit.with, 0, result, written + kept, edit.with.length);
      written += kept + edit.with.length;
      read = edit.to;
    }
    System.arraycopy(original, read, result, written, original.length - read);
    return result;
  }

  private static int length(byte[] original, List<Edit> ordered) {
    int length = original.length;
    for (Edit edit : ordered) {
      if (edit.to > original.length) {
        throw new IllegalArgumentException(
            "splice "
                + edit.from
                + ".."
                + edit.to
                + " is beyond the end of "
                + original.length
                + " bytes");
      }
      length = Math.addExact(length, edit.with.length - (edit.to - edit.from));
    }
    return length;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Edit(int from, int to, byte[] with) {}
}
