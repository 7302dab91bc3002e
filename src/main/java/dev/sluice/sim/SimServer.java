package dev.sluice.sim;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** One event loop with its server socket. */
final class SimServer extends VerticleBase {
  private static final int HEADER_ROOM = 64 * 1024;

  private final SimOptions options;
  private final Endpoints endpoints;
  private volatile @Nullable HttpServer server;

  SimServer(SimOptions options, Endpoints endpoints) {
    this.options = options;
    this.endpoints = endpoints;
  }

  @Override
  public Future<?> start() {
    HttpServerOptions http =
        new HttpServerOptions()
            .setAcceptBacklog(10_000)
            .setMaxHeaderSize(HEADER_ROOM)
            .setMaxInitialLineLength(HEADER_ROOM)
            .setMaxChunkSize(HEADER_ROOM)
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(true);
    return vertx
        .createHttpServer(http)
        .requestHandler(endpoints::accept)
        .listen(
            options.port() == 0
                ? SocketAddress.sharedRandomPort(1, options.host())
                : SocketAddress.inetSocketAddress(options.port(), options.host()))
        .onSuccess(listening -> server = listening);
  }

  /** The port that was bound. */
  int port() {
    HttpServer listening = server;
    return listening == null ? options.port() : listening.actualPort();
  }
}
