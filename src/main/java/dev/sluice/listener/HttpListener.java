package dev.sluice.listener;

import dev.sluice.limit.LimitsConfig;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes HTTP/1.1 from clients: one server an event loop, each request checked at the door, read if
 * its route is parsed, and handed to the path on a virtual thread.
 */
public final class HttpListener {
  private static final int MAX_LINE = 64 << 10;

  private final Vertx vertx;
  private final ListenConfig config;
  private final LimitsConfig limits;
  private final Doors doors;
  private final Path path;
  private final AtomicInteger port = new AtomicInteger();

  /** Nothing is bound until {@link #listen}. */
  public HttpListener(
      Vertx vertx, ListenConfig config, LimitsConfig limits, Doors doors, Path path) {
    this.vertx = vertx;
    this.config = config;
    this.limits = limits;
    this.doors = doors;
    this.path = path;
  }

  /**
   * Binds and starts to serve.
   *
   * @param loops how many event loops take connections
   * @return the port that is bound
   * @throws java.io.IOException when the address cannot be bound
   */
  public int listen(int loops) throws java.io.IOException {
    DeploymentOptions options = new DeploymentOptions().setInstances(loops);
    try {
      vertx
          .deployVerticle(() -> new Loop(), options)
          .toCompletionStage()
          .toCompletableFuture()
          .get();
      return port.get();
    } catch (ExecutionException | CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new java.io.IOException(String.valueOf(cause.getMessage()), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.IOException("interrupted while binding", e);
    }
  }

  /** The address to bind; port 0 is one free port that all loops share. */
  private SocketAddress address() {
    return config.port() == 0
        ? SocketAddress.sharedRandomPort(1, config.host())
        : SocketAddress.inetSocketAddress(config.port(), config.host());
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(MAX_LINE)
            .setMaxHeaderSize(limits.headers())
            .setMaxChunkSize(MAX_LINE)
            .setTcpKeepAlive(true)
            .setHttp2ClearTextEnabled(false)
            .setAcceptBacklog(4096);
    ListenConfig.Tls tls = config.tls();
    if (tls != null) {
      options
          .setSsl(true)
          .setUseAlpn(false)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(tls.certificate().toString())
                  .setKeyPath(tls.key().toString()));
    }
    return options;
  }

  /** One event loop with its own server. */
  private final class Loop extends VerticleBase {
    private @Nullable IdleConnections idle;

    @Override
    public Future<?> start() {
      IdleConnections connections = new IdleConnections(vertx, limits);
      idle = connections;
      HttpServer server = vertx.createHttpServer(options());
      server.connectionHandler(connections::opened);
      server.requestHandler(this::request);
      server.invalidRequestHandler(new InvalidRequests());
      return server.listen(address()).onSuccess(bound -> port.set(bound.actualPort()));
    }

    private void request(HttpServerRequest request) {
      Context loop = context;
      VertxHeaders headers = new VertxHeaders(request.headers());
      String target = request.path();
      Route route = Route.of(request.method().name(), target == null ? "" : target);
      Downstream downstream = new Downstream(request, loop, route, headers);
      if (idle != null && route == Route.PASS) {
        idle.busyUnread(request);
      } else if (idle != null) {
        idle.busy(request);
      }
      var refusal = doors.check(route, target == null ? "" : target, headers);
      if (refusal != null) {
        Thread.startVirtualThread(() -> path.refuse(downstream, refusal));
      } else if (route.parsed()) {
        read(request, downstream);
      } else {
        if (route == Route.PASS) {
          request.pause();
        }
        Thread.startVirtualThread(() -> path.serve(downstream));
      }
    }

    private void read(HttpServerRequest request, Downstream downstream) {
      new Intake(
              vertx,
              request,
              limits,
              whole -> {
                downstream.arrived(whole);
                Thread.startVirtualThread(() -> path.serve(downstream));
              },
              refusal -> Thread.startVirtualThread(() -> path.refuse(downstream, refusal)))
          .start();
    }
  }
}
