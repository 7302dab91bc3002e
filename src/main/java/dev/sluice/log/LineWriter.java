package dev.sluice.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes lines to a stream from one daemon thread. Callers never wait: when the stream stalls and
 * 8,192 lines are waiting, further lines are counted and the count is written once there is room.
 * Once the process ends, lines are written by the caller itself, so that the last ones are not
 * lost.
 */
final class LineWriter {
  private static final int ROOM = 8192;
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

  /** A line with its end. */
  private record Line(String text) implements Item {}

  /** Somebody wants to know when the lines before it are written. */
  private record Mark(CountDownLatch reached) implements Item {}

  void write(String line) {
    Line item = new Line(line);
    if (ending) {
      put(item);
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
    try {
      while (true) {
        put(queue.take());
      }
    } catch (InterruptedException e) {
      ending = true;
    }
  }

  private void end() {
    flush();
    ending = true;
    for (Item item = queue.poll(); item != null; item = queue.poll()) {
      put(item);
    }
  }

  private void put(Item item) {
    switch (item) {
      case Line line -> {
        waiting.decrementAndGet();
        put(line.text());
        int gone = lost.getAndSet(0);
        if (gone > 0) {
          put(gone + " log lines lost: standard error was too slow\n");
        }
      }
      case Mark mark -> mark.reached().countDown();
    }
  }

  private void put(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      lost.incrementAndGet();
    }
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
