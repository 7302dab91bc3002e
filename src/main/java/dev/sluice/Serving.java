package dev.sluice;

import dev.sluice.listener.HttpListener;
import dev.sluice.log.Log;
import dev.sluice.upstream.Upstreams;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A gateway that serves, and the order in which it ends. */
final class Serving implements RunningGateway {
  private static final Log LOG = Log.of("gateway");
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final SluiceConfig config;
  private final Vertx vertx;
  private final Upstreams upstreams;
  private final Entries entries;
  private final Stores stores;
  private final AtomicReference<Faces.State> state;
  private final AtomicReference<URI> address;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

  Serving(
      SluiceConfig config,
      Vertx vertx,
      Upstreams upstreams,
      Entries entries,
      Stores stores,
      AtomicReference<Faces.State> state,
      AtomicReference<URI> address) {
    this.config = config;
    this.vertx = vertx;
    this.upstreams = upstreams;
    this.entries = entries;
    this.stores = stores;
    this.state = state;
    this.address = address;
  }

  void bind(HttpListener listener, int loops) throws StartFailed {
    try {
      int port = listener.listen(loops);
      String scheme = config.listen().tls() == null ? "http" : "https";
      address.set(URI.create(scheme + "://" + authority(config.listen().host()) + ":" + port));
    } catch (IOException e) {
      close();
      throw new StartFailed(
          config.listen().host() + ":" + config.listen().port() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public URI address() {
    return address.get();
  }

  @Override
  public boolean healthy() {
    return state.get() == Faces.State.SERVING;
  }

  @Override
  public int underWay() {
    return entries.underWay();
  }

  @Override
  public void drain() {
    if (!state.compareAndSet(Faces.State.SERVING, Faces.State.DRAINING)) {
      return;
    }
    LOG.info("draining", "under_way", underWay(), "allowed", config.limits().drain());
    await(config.limits().drain());
    if (underWay() > 0) {
      LOG.warn("cutting what is still under way", "under_way", underWay());
      upstreams.interruptAll();
      await(LAST_WORDS);
    }
    close();
  }

  /** Waits until nothing is under way, but no longer than this. */
  private void await(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    while (underWay() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        end();
      } finally {
        ended.countDown();
      }
    } else {
      awaitEnd();
    }
  }

  /** Waits for whoever closes already: until then the last entries are not written. */
  private void awaitEnd() {
    try {
      var unused = ended.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    state.set(Faces.State.DRAINING);
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      LOG.warn("the listener did not close in time", "cause", e);
    }
    await(LAST_WORDS);
    stores.close();
  }

  private static String authority(String host) {
    String shown = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return shown.contains(":") ? "[" + shown + "]" : shown;
  }
}
