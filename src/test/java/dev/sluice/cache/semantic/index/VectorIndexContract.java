package dev.sluice.cache.semantic.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cache.semantic.embed.Vectors;
import dev.sluice.cache.semantic.index.VectorIndex.Neighbour;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What every vector index does. */
abstract class VectorIndexContract {
  private static final float[] EAST = {1, 0, 0, 0};
  private static final float[] NORTH = {0, 1, 0, 0};
  private static final float[] NORTH_EAST = Vectors.unit(new float[] {1, 1, 0, 0});

  private final String here = "p-" + UUID.randomUUID();
  private final String there = "p-" + UUID.randomUUID();

  /** The index under test, the same in one test. */
  abstract VectorIndex index() throws Exception;

  private static String id() {
    return UUID.randomUUID().toString();
  }

  @Test
  void the_nearest_come_first_and_the_far_not_at_all() throws Exception {
    String east = id();
    String northEast = id();
    index().add(east, here, EAST);
    index().add(northEast, here, NORTH_EAST);
    index().add(id(), here, NORTH);

    List<Neighbour> near = index().nearest(here, EAST, 10, 0.5);

    assertThat(near).extracting(Neighbour::id).containsExactly(east, northEast);
    assertThat(near.get(0).similarity()).isCloseTo(1, Offset.offset(1e-4));
    assertThat(near.get(1).similarity()).isCloseTo(0.7071, Offset.offset(1e-3));
    assertThat(index().nearest(here, EAST, 1, 0.5)).hasSize(1);
  }

  @Test
  void a_partition_is_a_wall() throws Exception {
    index().add(id(), there, EAST);

    assertThat(index().nearest(here, EAST, 10, 0)).isEmpty();
  }

  @Test
  void what_was_taken_out_is_gone_and_may_be_taken_out_again() throws Exception {
    String east = id();
    index().add(east, here, EAST);

    index().remove(east);
    index().remove(east);

    assertThat(index().nearest(here, EAST, 10, 0)).isEmpty();
  }

  @Test
  void the_same_id_replaces() throws Exception {
    String one = id();
    index().add(one, there, EAST);
    long before = index().size();
    index().add(one, here, NORTH);

    assertThat(index().nearest(there, EAST, 10, 0)).isEmpty();
    assertThat(index().nearest(here, NORTH, 10, 0.9))
        .extracting(Neighbour::id)
        .containsExactly(one);
    assertThat(index().size()).isEqualTo(before);
  }

  @Test
  void among_many_it_finds_what_a_full_comparison_finds() throws Exception {
    Random random = new Random(11);
    List<float[]> vectors = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      float[] vector = new float[4];
      for (int j = 0; j < vector.length; j++) {
        vector[j] = (float) random.nextGaussian();
      }
      vectors.add(Vectors.unit(vector));
      ids.add(id());
      index().add(ids.get(i), here, vectors.get(i));
    }
    int best = 1;
    for (int i = 1; i < vectors.size(); i++) {
      if (Vectors.dot(vectors.get(i), vectors.get(0))
          > Vectors.dot(vectors.get(best), vectors.get(0))) {
        best = i;
      }
    }

    List<Neighbour> near = index().nearest(here, vectors.get(0), 2, -1);

    assertThat(near).extracting(Neighbour::id).containsExactly(ids.get(0), ids.get(best));
  }
}
