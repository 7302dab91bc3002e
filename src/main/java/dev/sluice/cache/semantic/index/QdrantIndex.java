package dev.sluice.cache.semantic.index;

import dev.sluice.cache.semantic.rest.JsonHttp;
import dev.sluice.cache.semantic.rest.RestFailed;
import dev.sluice.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The index in a Qdrant server, by its REST API. The collection is made on first use, with cosine
 * distance and an index on the partition; one that is there is used as it is. Qdrant answers an
 * approximate search; within a partition of a few thousand it compares all.
 *
 * <p>Source: Qdrant's API reference, collections and points.
 */
public final class QdrantIndex implements VectorIndex {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final JsonHttp http;
  private final String path;
  private volatile boolean ready;

  /**
   * An index that calls nobody yet.
   *
   * @param url the server, such as {@code http://127.0.0.1:6333}
   * @param key its API key, null for none
   * @param collection the collection's name: letters, digits, underscores, hyphens
   * @param timeout how long a call may take
   */
  public QdrantIndex(URI url, @Nullable Secret key, String collection, Duration timeout) {
    this.http = new JsonHttp(url, key == null ? Map.of() : Map.of("api-key", key), timeout);
    this.path = "/collections/" + collection;
  }

  @Override
  public void add(String id, String partition, float[] vector) throws IndexFailed {
    make(vector.length);
    call("PUT", "/points?wait=true", QdrantJson.point(id, partition, vector));
  }

  @Override
  public List<Neighbour> nearest(String partition, float[] vector, int most, double least)
      throws IndexFailed {
    make(vector.length);
    byte[] reply = call("POST", "/points/query", QdrantJson.query(partition, vector, most, least));
    try {
      return QdrantJson.neighbours(reply);
    } catch (JacksonException e) {
      throw new IndexFailed("Qdrant's answer cannot be read");
    }
  }

  @Override
  public void remove(String id) throws IndexFailed {
    try {
      http.call("POST", path + "/points/delete?wait=true", QdrantJson.ids(id));
    } catch (RestFailed e) {
      if (e.status() != NOT_FOUND) {
        throw failed(e);
      }
    }
  }

  @Override
  public long size() throws IndexFailed {
    try {
      return QdrantJson.count(http.call("POST", path + "/points/count", "{\"exact\":true}"));
    } catch (RestFailed e) {
      if (e.status() == NOT_FOUND) {
        return 0;
      }
      throw failed(e);
    } catch (JacksonException e) {
      throw new IndexFailed("Qdrant's answer cannot be read");
    }
  }

  /** Makes the collection unless it is there. Two that do so at once get along. */
  private void make(int dimensions) throws IndexFailed {
    if (ready) {
      return;
    }
    try {
      if (!isThere()) {
        create(dimensions);
      }
      ready = true;
    } catch (RestFailed e) {
      throw failed(e);
    }
  }

  private boolean isThere() throws RestFailed {
    try {
      http.call("GET", path, null);
      return true;
    } catch (RestFailed e) {
      if (e.status() == NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private void create(int dimensions) throws RestFailed {
    try {
      http.call("PUT", path, QdrantJson.collection(dimensions));
    } catch (RestFailed e) {
      if (e.status() != CONFLICT) {
        throw e;
      }
    }
    http.call("PUT", path + "/index?wait=true", QdrantJson.payloadIndex());
  }

  /** A collection that has gone meanwhile is made anew by the next call. */
  private byte[] call(String method, String rest, String json) throws IndexFailed {
    try {
      return http.call(method, path + rest, json);
    } catch (RestFailed e) {
      ready &= e.status() != NOT_FOUND;
      throw failed(e);
    }
  }

  private static IndexFailed failed(RestFailed e) {
    return new IndexFailed("Qdrant: " + e.getMessage());
  }

  @Override
  public void close() {
    http.close();
  }
}
