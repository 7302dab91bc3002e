package dev.sluice.sim.api;

import dev.sluice.sim.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Files that were uploaded: their bytes lie on disk, their description here. Thread-safe. */
public final class FileStore {
  private final Map<String, Stored> files = new LinkedHashMap<>();

  /**
   * One file.
   *
   * @param id its id
   * @param workspace who may see it
   * @param name the name it was sent with
   * @param type its media type
   * @param size its bytes
   * @param created when it came, by the simulator's clock
   * @param expires when it is gone; null means never
   * @param bytes where it lies
   */
  public record Stored(
      String id,
      String workspace,
      String name,
      String type,
      long size,
      Instant created,
      @Nullable Instant expires,
      Path bytes) {
    /** As the API shows it. */
    public ObjectNode json() {
      return Json.object()
          .put("id", id)
          .put("type", "file")
          .put("filename", name)
          .put("mime_type", type)
          .put("size_bytes", size)
          .put("created_at", created.toString())
          .put("expires_at", expires == null ? null : expires.toString())
          .put("downloadable", true);
    }
  }

  /** Keeps a file. */
  public synchronized void add(Stored file) {
    files.put(file.id(), file);
  }

  /** The file of that id, or null when the workspace has none. */
  public synchronized @Nullable Stored find(String id, String workspace) {
    Stored file = files.get(id);
    return file != null && file.workspace().equals(workspace) ? file : null;
  }

  /** Whether any workspace has such a file. */
  public synchronized boolean has(String id) {
    return files.containsKey(id);
  }

  /** The files of a workspace, newest first. */
  public synchronized List<Stored> list(String workspace) {
    List<Stored> list = new ArrayList<>();
    for (Stored file : files.values()) {
      if (file.workspace().equals(workspace)) {
        list.addFirst(file);
      }
    }
    return list;
  }

  /** Deletes a file. */
  public synchronized void delete(Stored file) {
    files.remove(file.id());
    remove(file.bytes());
  }

  /** Deletes all of them. */
  public synchronized void clear() {
    files.values().forEach(file -> remove(file.bytes()));
    files.clear();
  }

  private static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
