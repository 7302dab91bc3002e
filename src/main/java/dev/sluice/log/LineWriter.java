package dev.sluice.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Forms lines and writes them to a stream on one daemon thread, those of a few milliseconds
 * together. Callers never wait: when the stream stalls and 8,192 lines are waiting, further lines
 * are counted and the count is written once there is room. Once the process ends, lines are written
 * by the caller itself, so that the last ones are not lost.
 */
final class LineWriter {
  private static final int ROOM = 8192;
  private static final int BATCH = 256;
  private static final Duration GATHERING = Duration.ofMillis(3);

  private final OutputStream out;
  private final LinkedTransferQueue<Item> queue = new LinkedTransferQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean ending;

  LineWriter(OutputStream out) {
    this.out = out;
  }

  /** What waits in the queue. */
  private sealed interface Item {}

  /** A line with its end, formed when it is written. */
  private record Line(Supplier<String> text) implements Item {}

  /** Somebody wants to know when the lines before it are written. */
  private record Mark(CountDownLatch reached) implements Item {}

  /** Takes a line; what it gives ends with a line feed. */
  void write(Supplier<String> line) {
    Line item = new Line(line);
    if (ending) {
      waiting.incrementAndGet();
      put(List.of(item));
      return;
    }
    if (waiting.incrementAndGet() > ROOM) {
      waiting.decrementAndGet();
      lost.incrementAndGet();
      return;
    }
    queue.add(item);
    if (!started.get() && started.compareAndSet(false, true)) {
      start();
    }
  }

  private void start() {
    Thread.ofPlatform().daemon().name("log").start(this::run);
    try {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
    } catch (IllegalStateException e) {
      end();
    }
  }

  private void run() {
    List<Item> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(queue.take());
        // While this thread pauses nobody has to wake it, and the lines of that time are one write.
        Thread.sleep(GATHERING);
        queue.drainTo(batch, BATCH);
        put(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      ending = true;
      put(batch);
    }
  }

  private void end() {
    flush();
    ending = true;
    List<Item> rest = new ArrayList<>();
    queue.drainTo(rest);
    put(rest);
  }

  private void put(List<Item> items) {
    StringBuilder text = new StringBuilder();
    int lines = 0;
    for (Item item : items) {
      switch (item) {
        case Line line -> {
          text.append(formed(line));
          lines++;
        }
        case Mark mark -> {
          write(text, lines);
          lines = 0;
          mark.reached().countDown();
        }
      }
    }
    write(text, lines);
  }

  private static String formed(Line line) {
    try {
      return line.text().get();
    } catch (RuntimeException e) {
      return "a log line could not be formed: " + e.getClass().getName() + "\n";
    }
  }

  private void write(StringBuilder text, int lines) {
    waiting.addAndGet(-lines);
    int gone = lost.getAndSet(0);
    if (gone > 0) {
      text.append(gone).append(" log lines lost: standard error was too slow\n");
    }
    if (text.isEmpty()) {
      return;
    }
    try {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      lost.addAndGet(lines);
    }
    text.setLength(0);
  }

  /** Waits until the lines so far are written, at most a second. */
  void flush() {
    if (!started.get() || ending) {
      return;
    }
    Mark mark = new Mark(new CountDownLatch(1));
    queue.add(mark);
    try {
      if (!mark.reached().await(1, TimeUnit.SECONDS)) {
        lost.incrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
