package dev.sluice.cache.semantic.index;

import java.util.List;

/**
 * Vectors of length 1 by nearness. A partition is a wall: a search sees its own only. Safe for any
 * thread, a virtual one too.
 */
public interface VectorIndex extends AutoCloseable {

  /**
   * Puts a vector, in place of the one with this id if there is one; a search sees it at once.
   *
   * @param id a UUID
   */
  void add(String id, String partition, float[] vector) throws IndexFailed;

  /**
   * The nearest of a partition that are at least so similar, nearest first; vectors of another
   * length are not seen.
   */
  List<Neighbour> nearest(String partition, float[] vector, int most, double least)
      throws IndexFailed;

  /** Takes a vector out; one that is not there does no harm. */
  void remove(String id) throws IndexFailed;

  /** How many vectors there are. */
  long size() throws IndexFailed;

  @Override
  void close();

  /**
   * What a search found.
   *
   * @param id as it was put
   * @param similarity the cosine, at most 1
   */
  record Neighbour(String id, double similarity) {}
}
