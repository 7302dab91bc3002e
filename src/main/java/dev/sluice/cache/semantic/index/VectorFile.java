package dev.sluice.cache.semantic.index;

import dev.sluice.cache.semantic.disk.Behind;
import dev.sluice.store.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Vectors in a file, as little-endian floats. */
final class VectorFile implements AutoCloseable {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              """
              CREATE TABLE vector (
                id TEXT PRIMARY KEY, partition TEXT NOT NULL, floats BLOB NOT NULL
              ) WITHOUT ROWID;
              """));

  private final Behind behind;

  private VectorFile(Behind behind) {
    this.behind = behind;
  }

  /** Takes a vector that was found. */
  interface Found {
    void vector(String id, String partition, float[] vector);
  }

  static VectorFile open(Path path) throws SQLException {
    return new VectorFile(Behind.open(path, SCHEMA));
  }

  void load(Found found) throws SQLException {
    behind.now(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT id, partition, floats FROM vector")) {
        while (row.next()) {
          found.vector(row.getString(1), row.getString(2), floats(row.getBytes(3)));
        }
      }
    });
  }

  void put(String id, String partition, float[] vector) {
    byte[] bytes = bytes(vector);
    behind.later(connection -> {
      try (PreparedStatement put =
          connection.prepareStatement("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)")) {
        put.setString(1, id);
        put.setString(2, partition);
        put.setBytes(3, bytes);
        put.executeUpdate();
      }
    });
  }

  void remove(String id) {
    behind.later(connection -> {
      try (PreparedStatement drop =
          connection.prepareStatement("DELETE FROM vector WHERE id = ?")) {
        drop.setString(1, id);
        drop.executeUpdate();
      }
    });
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }

  @Override
  public void close() {
    behind.close();
  }
}
