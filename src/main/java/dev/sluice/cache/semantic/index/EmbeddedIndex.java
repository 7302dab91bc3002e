package dev.sluice.cache.semantic.index;

import dev.sluice.cache.semantic.embed.Vectors;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The index in this process: every vector of a partition is compared, which for ten thousand takes
 * about a millisecond and is exact. All vectors are in memory; the file is read at the start and
 * written behind.
 */
public final class EmbeddedIndex implements VectorIndex {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, Map<String, float[]>> partitions = new HashMap<>();
  private final Map<String, String> partitionOf = new HashMap<>();
  private final @Nullable VectorFile file;

  private EmbeddedIndex(@Nullable VectorFile file) {
    this.file = file;
  }

  /** An index that ends with the process. */
  public static EmbeddedIndex inMemory() {
    return new EmbeddedIndex(null);
  }

  /**
   * Opens the index over a file, making it where needed.
   *
   * @throws SQLException if it cannot be opened or read
   */
  public static EmbeddedIndex open(Path path) throws SQLException {
    VectorFile file = VectorFile.open(path);
    EmbeddedIndex index = new EmbeddedIndex(file);
    try {
      file.load(index::put);
    } catch (SQLException e) {
      file.close();
      throw e;
    }
    return index;
  }

  @Override
  public void add(String id, String partition, float[] vector) {
    lock.writeLock().lock();
    try {
      put(id, partition, vector);
    } finally {
      lock.writeLock().unlock();
    }
    if (file != null) {
      file.put(id, partition, vector);
    }
  }

  private void put(String id, String partition, float[] vector) {
    take(id);
    partitions.computeIfAbsent(partition, p -> new LinkedHashMap<>()).put(id, vector.clone());
    partitionOf.put(id, partition);
  }

  private void take(String id) {
    String partition = partitionOf.remove(id);
    Map<String, float[]> vectors = partition == null ? null : partitions.get(partition);
    if (vectors != null) {
      vectors.remove(id);
      if (vectors.isEmpty()) {
        partitions.remove(partition);
      }
    }
  }

  @Override
  public List<Neighbour> nearest(String partition, float[] vector, int most, double least) {
    List<Neighbour> near = new ArrayList<>();
    lock.readLock().lock();
    try {
      partitions
          .getOrDefault(partition, Map.of())
          .forEach((id, other) -> {
            if (other.length == vector.length) {
              double similarity = Math.min(1, Vectors.dot(vector, other));
              if (similarity >= least) {
                near.add(new Neighbour(id, similarity));
              }
            }
          });
    } finally {
      lock.readLock().unlock();
    }
    near.sort(Comparator.comparingDouble(Neighbour::similarity).reversed());
    return List.copyOf(near.subList(0, Math.min(most, near.size())));
  }

  @Override
  public void remove(String id) {
    lock.writeLock().lock();
    try {
      take(id);
    } finally {
      lock.writeLock().unlock();
    }
    if (file != null) {
      file.remove(id);
    }
  }

  @Override
  public long size() {
    lock.readLock().lock();
    try {
      return partitionOf.size();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The ids that there are. */
  public List<String> ids() {
    lock.readLock().lock();
    try {
      return List.copyOf(partitionOf.keySet());
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
