package dev.sluice.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock on a data folder: held by the operating system for this process, so that nothing stays
 * behind when the process dies. The file names the process; its content alone means nothing.
 *
 * <p>With POSIX locks, closing any channel on the file drops the lock of the whole process. So this
 * process remembers what it holds and never opens such a file a second time.
 */
final class FolderLock implements AutoCloseable {
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();
  // Beyond the content, so that the process id can be read where locks bind readers too.
  private static final long AT = Long.MAX_VALUE - 1;
  private static final int TRIES = 10;
  private static final long PAUSE_MILLIS = 20;

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock of a folder or says who has it. */
  static FolderLock take(Path folder) throws IOException {
    Path file = fileIn(folder);
    if (!OURS.add(file)) {
      throw new DataFolderBusy(folder, ProcessHandle.current().pid());
    }
    try {
      PrivateFiles.file(file);
      FileChannel channel = lockedChannel(folder, file);
      write(channel);
      return new FolderLock(file, channel);
    } catch (IOException | RuntimeException e) {
      OURS.remove(file);
      throw e;
    }
  }

  /** Whether a process has the lock of this folder. */
  static boolean isHeld(Path folder) throws IOException {
    Path file = fileIn(folder);
    if (OURS.contains(file)) {
      return true;
    }
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock(AT, 1, false);
      return lock == null;
    }
  }

  private static Path fileIn(Path folder) throws IOException {
    return folder.toRealPath().resolve("lock");
  }

  /** Tries for a moment: someone may just be looking whether the lock is held. */
  private static FileChannel lockedChannel(Path folder, Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    for (int i = 0; i < TRIES; i++) {
      if (channel.tryLock(AT, 1, false) != null) {
        return channel;
      }
      pause();
    }
    long pid = pidIn(channel);
    channel.close();
    throw new DataFolderBusy(folder, pid);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long pidIn(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    channel.read(bytes, 0);
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static void write(FileChannel channel) throws IOException {
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Gives the lock back; the file stays, for removing it would race with who comes next. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      OURS.remove(file);
    }
  }
}
