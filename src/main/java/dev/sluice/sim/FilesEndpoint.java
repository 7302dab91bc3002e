package dev.sluice.sim;

import dev.sluice.sim.api.FileStore;
import dev.sluice.sim.api.World;
import dev.sluice.sim.json.Json;
import dev.sluice.sim.rule.Caller;
import dev.sluice.sim.rule.Rejection;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/files}: uploads go straight to a temporary folder, never through the heap. */
final class FilesEndpoint implements AutoCloseable {
  private static final long MOST = 500L << 20;
  private static final long FORM = 64 * 1024;
  private static final String OLD_SHAPES = "files-api-2025-04-14";

  private final World world;
  private volatile @Nullable Path folder;

  FilesEndpoint(World world) {
    this.world = world;
  }

  /** Takes an upload; called before a byte of the body was read. */
  void upload(Visit visit, Caller caller) {
    HttpServerRequest request = visit.request();
    if (!visit.header("content-type").startsWith("multipart/form-data")) {
      throw Rejection.FILE_NOT_MULTIPART.of();
    }
    String length = visit.header("content-length");
    if (!length.isEmpty() && Long.parseLong(length) > MOST + FORM) {
      throw Rejection.TOO_LARGE.of();
    }
    MessageDigest digest = Endpoints.digest();
    Upload upload = new Upload(world.ids().next("file_"), folder());
    request.setExpectMultipart(true);
    request.handler(chunk -> {
      upload.bytes += chunk.length();
      digest.update(chunk.getBytes());
    });
    request.uploadHandler(part -> upload.take(part));
    request.exceptionHandler(_ -> upload.drop());
    request.endHandler(_ -> {
      visit.seen().hash(upload.bytes, digest.digest());
      finish(visit, caller, upload);
    });
  }

  private static final class Upload {
    private final String id;
    private final Path path;
    private @Nullable HttpServerFileUpload part;
    private long bytes;
    private Future<Void> saved = Future.succeededFuture();

    private Upload(String id, Path folder) {
      this.id = id;
      this.path = folder.resolve(id);
    }

    private void take(HttpServerFileUpload file) {
      if (part == null && file.name().equals("file")) {
        part = file;
        saved = file.streamToFileSystem(path.toString());
      }
    }

    private void drop() {
      try {
        Files.deleteIfExists(path);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private void finish(Visit visit, Caller caller, Upload upload) {
    HttpServerFileUpload part = upload.part;
    if (part == null || upload.bytes > MOST + FORM) {
      upload.drop();
      visit.reject(part == null ? Rejection.FILE_MISSING.of() : Rejection.TOO_LARGE.of());
      return;
    }
    upload
        .saved
        .onSuccess(_ -> {
          Instant now = world.clock().instant();
          String type = part.contentType();
          FileStore.Stored stored =
              new FileStore.Stored(
                  upload.id,
                  caller.workspace(),
                  part.filename(),
                  type == null ? "application/octet-stream" : type,
                  part.size(),
                  now,
                  expiry(visit, now),
                  upload.path);
          world.files().add(stored);
          visit.json(200, stored.json());
        })
        .onFailure(failed -> visit.reject(Rejection.simulated(500, failed.toString())));
  }

  private static @Nullable Instant expiry(Visit visit, Instant now) {
    String seconds = visit.request().getFormAttribute("expires_in_seconds");
    return seconds == null ? null : now.plusSeconds(Long.parseLong(seconds.strip()));
  }

  /** Answers everything but an upload; {@code rest} is the path after {@code /v1/files}. */
  void answer(Visit visit, Caller caller, String rest) {
    String[] parts = rest.split("/", -1);
    if (parts.length < 2 || parts[1].isEmpty()) {
      visit.json(200, list(visit, caller));
      return;
    }
    FileStore.Stored file = world.files().find(parts[1], caller.workspace());
    if (file == null) {
      throw Rejection.NO_FILE.of(parts[1]);
    }
    Instant expires = file.expires();
    if (expires != null && !world.clock().instant().isBefore(expires)) {
      throw Rejection.FILE_EXPIRED.of(file.id());
    }
    String action = parts.length > 2 ? parts[2] : "";
    switch (visit.method() + " " + action) {
      case "GET " -> visit.json(200, file.json());
      case "GET content" -> download(visit, file);
      case "DELETE " -> {
        world.files().delete(file);
        visit.json(200, Json.object().put("id", file.id()).put("type", "file_deleted"));
      }
      default -> throw Rejection.NO_ROUTE.of();
    }
  }

  @Override
  public void close() {
    world.files().clear();
    Path made = folder;
    if (made == null) {
      return;
    }
    // Uploads that were under way have left their files.
    try (Stream<Path> left = Files.list(made)) {
      for (Path file : left.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(made);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private ObjectNode list(Visit visit, Caller caller) {
    List<FileStore.Stored> all = world.files().list(caller.workspace());
    int from = visit.parameter("page", 0);
    int to = Math.min(all.size(), from + visit.parameter("limit", 20));
    List<FileStore.Stored> shown = all.subList(Math.min(from, to), to);
    ObjectNode page = Json.object();
    ArrayNode data = page.putArray("data");
    shown.forEach(file -> data.add(file.json()));
    boolean more = to < all.size();
    if (caller.has(OLD_SHAPES)) {
      page.put("first_id", shown.isEmpty() ? null : shown.getFirst().id());
      page.put("last_id", shown.isEmpty() ? null : shown.getLast().id());
      return page.put("has_more", more);
    }
    return page.put("next_page", more ? Integer.toString(to) : null);
  }

  private static void download(Visit visit, FileStore.Stored file) {
    visit.head(200, file.type());
    visit.onGone(() -> {});
    visit
        .response()
        .sendFile(file.bytes().toString())
        .onComplete(sent -> visit.end(sent.succeeded() ? "complete" : "client gone"));
  }

  private synchronized Path folder() {
    try {
      Path made = folder == null ? Files.createTempDirectory("sluice-sim") : folder;
      folder = made;
      return made;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
