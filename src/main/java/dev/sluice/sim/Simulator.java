package dev.sluice.sim;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running stand-in for the Anthropic API, with its control API under {@code /__sim/}. Safe for
 * any thread; whoever started it closes it.
 */
public final class Simulator implements AutoCloseable {
  private static final long CLOSE_SECONDS = 10;

  private final Vertx vertx;
  private final URI address;
  private final Endpoints endpoints;

  private Simulator(Vertx vertx, URI address, Endpoints endpoints) {
    this.vertx = vertx;
    this.address = address;
    this.endpoints = endpoints;
  }

  /** Starts one and returns when it accepts connections; throws when the address is taken. */
  public static Simulator start(SimOptions options) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(options.loops())
                .setPreferNativeTransport(true)
                .setMaxEventLoopExecuteTime(30)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    Endpoints endpoints = new Endpoints(vertx, options);
    try {
      int port = deploy(vertx, options, endpoints);
      for (int i = 1; i < options.loops(); i++) {
        deploy(vertx, options, endpoints);
      }
      URI address = URI.create("http://" + host(options.host()) + ":" + port);
      return new Simulator(vertx, address, endpoints);
    } catch (RuntimeException failed) {
      vertx.close();
      throw failed;
    }
  }

  /** Where it listens, without a trailing slash. */
  public URI address() {
    return address;
  }

  /** Closes every connection at once and frees the port; files that were uploaded are deleted. */
  @Override
  public void close() {
    endpoints.close();
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException("the simulator did not close", failed);
    }
  }

  private static int deploy(Vertx vertx, SimOptions options, Endpoints endpoints) {
    SimServer server = new SimServer(options, endpoints);
    try {
      vertx.deployVerticle(server).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw new UncheckedIOException(
          new IOException(
              "cannot listen on " + options.host() + ":" + options.port(), failed.getCause()));
    }
    return server.port();
  }

  private static String host(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
