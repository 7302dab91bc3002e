package dev.sluice.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The folder in which one gateway keeps everything it has: ledger, cache, secret, announcement.
 * Mode 0700, one process at a time. Safe for any thread.
 */
public final class DataFolder implements AutoCloseable {
  private static final String SECRET = "secret";
  private static final String ANNOUNCEMENT = "gateway.json";
  private static final int SECRET_BYTES = 32;

  private final Path path;
  private final FolderLock lock;
  private final byte[] secret;

  private DataFolder(Path path, FolderLock lock, byte[] secret) {
    this.path = path;
    this.lock = lock;
    this.secret = secret;
  }

  /**
   * Opens a folder for this process alone, making it where needed. What a process that was killed
   * left behind is cleared.
   *
   * @throws DataFolderBusy if another process has it
   */
  public static DataFolder open(Path path) throws IOException {
    PrivateFiles.folder(path);
    FolderLock lock = FolderLock.take(path);
    try {
      Files.deleteIfExists(path.resolve(ANNOUNCEMENT));
      NativeFolder.use(path);
      return new DataFolder(path, lock, secretIn(path));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Where the ledger of a data folder is. */
  public static Path ledgerIn(Path data) {
    return data.resolve("ledger.db");
  }

  /** The gateway that runs on this folder; empty when none does, whatever files it left. */
  public static Optional<Running> running(Path path) {
    try {
      if (!Files.isDirectory(path) || !FolderLock.isHeld(path)) {
        return Optional.empty();
      }
      return Optional.of(Running.parse(Files.readString(path.resolve(ANNOUNCEMENT))));
    } catch (NoSuchFileException | JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read", e);
    }
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** The ledger's file. */
  public Path ledger() {
    return ledgerIn(path);
  }

  /** 32 random bytes that were made once for this folder; a copy. */
  public byte[] secret() {
    return secret.clone();
  }

  private static byte[] secretIn(Path folder) throws IOException {
    Path file = folder.resolve(SECRET);
    if (!Files.exists(file)) {
      byte[] fresh = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(fresh);
      PrivateFiles.write(file, fresh);
      return fresh;
    }
    PrivateFiles.file(file);
    byte[] kept = Files.readAllBytes(file);
    if (kept.length != SECRET_BYTES) {
      throw new IOException(
          file
              + ": "
              + kept.length
              + " bytes (expected: 32); remove it to make a new one, which separates new sessions"
              + " and cached replies from the old ones");
    }
    return kept;
  }

  /** Tells commands on this machine where the gateway is. */
  public void announce(Running running) throws IOException {
    byte[] json = running.json().getBytes(StandardCharsets.UTF_8);
    PrivateFiles.write(path.resolve(ANNOUNCEMENT), json);
  }

  /** Takes the announcement back and lets the next process in; a second time does nothing. */
  @Override
  public void close() throws IOException {
    if (!lock.isOpen()) {
      return;
    }
    try {
      Files.deleteIfExists(path.resolve(ANNOUNCEMENT));
    } finally {
      NativeFolder.leave(path);
      lock.close();
    }
  }
}
