package dev.sluice.rewrite.breakpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Prefixes that somebody is writing to the prompt cache at this moment, and those that are there.
 * What is written can be read only when the writer's reply has begun, so requests with the same
 * prefix wait for that (spec anthropic-api section 10, trap 29). When the writer fails, exactly one
 * of those that wait becomes the next. Bounded in number and in time. Safe for any thread; only
 * {@link #await} blocks.
 */
final class ColdPrefixes {
  private static final int MOST = 4_096;

  /** After so long a reply that is not streamed has most likely begun. */
  private static final long UNSEEN = Duration.ofSeconds(3).toNanos();

  private final InstantSource clock;
  private final long patience;
  private final Recent<Key, State> states = new Recent<>(MOST, State::over);

  /** What the provider's cache is divided by, and the hash of the prefix. */
  record Key(String tenant, String model, long prefix) {}

  /** A prefix that is written, or read, to live for so long. */
  record Written(Key key, Ttl ttl) {}

  private sealed interface State {
    /** Lets those go who wait. */
    default void over() {}
  }

  private record Writing(Marks writer, long since, CompletableFuture<Void> end) implements State {
    @Override
    public void over() {
      end.complete(null);
    }
  }

  private record Warm(Instant until) implements State {}

  ColdPrefixes(Duration patience, InstantSource clock) {
    this.clock = clock;
    this.patience = patience.toNanos();
  }

  /** Whether it can be read at this time. */
  synchronized boolean warm(Key key, Instant now) {
    return states.get(key) instanceof Warm(Instant until) && now.isBefore(until);
  }

  /**
   * Waits while another request writes the prefix, until it can be read, until it is this request's
   * turn to write it, until {@code gone} is done, or for as long as is configured. A whole reply
   * shows its beginning only at its end, so one that is not streamed is not waited for as long.
   * Without any patience nobody is waited for.
   */
  void await(Marks marks, Key key, CompletableFuture<?> gone) {
    if (patience == 0) {
      return;
    }
    long end = System.nanoTime() + patience;
    Writing other = turn(marks, key);
    while (other != null && !gone.isDone()) {
      long now = System.nanoTime();
      long left = Math.min(end - now, other.since + patience(other) - now);
      if (!over(other, gone, left)) {
        return;
      }
      other = turn(marks, key);
    }
  }

  private long patience(Writing other) {
    return other.writer.streamed() ? patience : Math.min(patience, UNSEEN);
  }

  private static boolean over(Writing other, CompletableFuture<?> gone, long nanos) {
    try {
      CompletableFuture.anyOf(other.end, gone).get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Who writes; null when nobody has to be waited for, after which these markers may. */
  private synchronized @Nullable Writing turn(Marks marks, Key key) {
    State state = states.get(key);
    if (state instanceof Warm(Instant until) && clock.instant().isBefore(until)) {
      return null;
    }
    long now = System.nanoTime();
    if (state instanceof Writing other && other.writer != marks) {
      if (now - other.since < patience(other)) {
        return other;
      }
      if (now - other.since < patience) {
        return null;
      }
    }
    states.put(key, new Writing(marks, now, new CompletableFuture<>()));
    return null;
  }

  /** The reply to one that came then and writes or reads it has begun. */
  void begun(Written prefix, Instant came) {
    State old;
    synchronized (this) {
      old = states.put(prefix.key, new Warm(came.plus(prefix.ttl.life())));
    }
    if (old != null) {
      old.over();
    }
  }

  /** It has ended; if it never began, another one has to write. */
  void ended(Marks marks, Key key) {
    Writing mine = null;
    synchronized (this) {
      if (states.get(key) instanceof Writing writing && writing.writer == marks) {
        states.remove(key);
        mine = writing;
      }
    }
    if (mine != null) {
      mine.over();
    }
  }
}
