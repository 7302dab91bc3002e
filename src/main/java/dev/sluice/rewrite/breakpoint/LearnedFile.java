package dev.sluice.rewrite.breakpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.log.Log;
import dev.sluice.store.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The file in which breakpoints keep what they have learned of programs, so that a restart does not
 * try again what did not pay. It is replaced as a whole, by a thread of its own, at once and then
 * at most once a second. Where it cannot be read or written, what is learned lives in memory alone;
 * that is said in the log once. Safe for any thread; only {@link #close} waits for the disk.
 */
public final class LearnedFile implements AutoCloseable {
  private static final Log LOG = Log.of("breakpoint");
  private static final long LARGEST = 4L << 20;
  private static final long PAUSE_MILLIS = 1_000;
  private static final long CLOSE_MILLIS = 5_000;

  private final @Nullable Path file;
  private final Learned learned;
  private @Nullable Thread thread;
  private @Nullable Supplier<String> changed;
  private boolean closed;
  private boolean failed;

  private LearnedFile(@Nullable Path file) {
    this.file = file;
    this.learned = file == null ? new Learned() : read(file);
  }

  /** In memory alone. */
  public static LearnedFile inMemory() {
    return new LearnedFile(null);
  }

  /** The file {@code prompt-cache.txt} of this folder, which need not be there. */
  public static LearnedFile open(Path folder) {
    return new LearnedFile(folder.resolve("prompt-cache.txt"));
  }

  /** What it held when it was opened. */
  Learned learned() {
    return learned;
  }

  private Learned read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IOException("larger than " + LARGEST + " bytes");
      }
      return LearnedText.read(Files.readAllLines(file, UTF_8));
    } catch (NoSuchFileException nothingYet) {
      return new Learned();
    } catch (IOException | RuntimeException e) {
      warn("what prompt-cache breakpoints have learned cannot be read; they begin anew", file, e);
      return new Learned();
    }
  }

  /** There is something new to be kept; the text is asked for when it is written. */
  synchronized void changed(Supplier<String> text) {
    Path to = file;
    if (closed || to == null) {
      return;
    }
    changed = text;
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("sluice-breakpoint-writer").start(() -> write(to));
    }
    notifyAll();
  }

  private void write(Path to) {
    try {
      for (Supplier<String> text = take(); text != null; text = take()) {
        write(to, text.get());
        pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is to be written; null only when it is over. */
  private synchronized @Nullable Supplier<String> take() throws InterruptedException {
    while (changed == null && !closed) {
      wait();
    }
    Supplier<String> text = changed;
    changed = null;
    return text;
  }

  private synchronized void pause() throws InterruptedException {
    long end = System.nanoTime() + PAUSE_MILLIS * 1_000_000;
    long left = PAUSE_MILLIS;
    while (left > 0 && !closed) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  private void write(Path file, String text) {
    try {
      PrivateFiles.write(file, text.getBytes(UTF_8));
    } catch (IOException | RuntimeException e) {
      warn("what prompt-cache breakpoints learn is kept in memory only", file, e);
    }
  }

  private synchronized void warn(String what, Path file, Exception why) {
    if (!failed) {
      failed = true;
      LOG.warn(what, "file", file, "reason", why.toString());
    }
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    Thread writer;
    synchronized (this) {
      closed = true;
      writer = thread;
      notifyAll();
    }
    if (writer != null) {
      try {
        writer.join(CLOSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
