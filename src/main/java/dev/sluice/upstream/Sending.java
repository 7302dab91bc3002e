package dev.sluice.upstream;

import dev.sluice.listener.Downstream;
import dev.sluice.provider.ProviderConfig.KeySource;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Sends one request up, on the exchange's event loop: tries the host's addresses in turn until a
 * connection stands, then writes head and body, or streams the client's body under back-pressure.
 */
final class Sending {
  private static final int MAX_ADDRESSES = 3;

  private final Downstream downstream;
  private final Attempt attempt;
  private final Upstreams.Outgoing outgoing;
  private final Runnable progress;

  Sending(Downstream downstream, Attempt attempt, Upstreams.Outgoing outgoing, Runnable progress) {
    this.downstream = downstream;
    this.attempt = attempt;
    this.outgoing = outgoing;
    this.progress = progress;
  }

  /**
   * Connects and sends.
   *
   * @param connected takes the request before it is sent; false when it is not wanted any more
   * @param lost takes the failure when no connection could be made
   */
  void connect(
      HttpClient client, Predicate<HttpClientRequest> connected, Consumer<Throwable> lost) {
    connect(client, 0, connected, lost);
  }

  private void connect(
      HttpClient client,
      int address,
      Predicate<HttpClientRequest> connected,
      Consumer<Throwable> lost) {
    int last = Math.min(MAX_ADDRESSES, outgoing.answer().addresses().size()) - 1;
    client
        .request(options(address))
        .onComplete(
            request -> {
              if (connected.test(request)) {
                send(request);
              }
            },
            failure -> {
              if (address < last && !downstream.gone().isDone()) {
                connect(client, address + 1, connected, lost);
              } else {
                lost.accept(failure);
              }
            });
  }

  /**
   * The reply to a request. A notice that Vert.x takes for the reply (102, 104, an unasked 101)
   * fails it and closes the connection: what follows would pass for the next request's reply, and
   * that request may be somebody else's.
   */
  static Future<HttpClientResponse> reply(HttpClientRequest request) {
    return request
        .response()
        .compose(reply -> {
          if (reply.statusCode() >= 200) {
            return Future.succeededFuture(reply);
          }
          reply.exceptionHandler(closed -> {});
          reply.request().connection().close();
          return Future.failedFuture(new ProtocolException("status " + reply.statusCode()));
        });
  }

  private RequestOptions options(int address) {
    URI endpoint = outgoing.endpoint();
    int port = port(endpoint);
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(downstream.method()))
            .setHost(endpoint.getHost())
            .setPort(port)
            .setURI(prefix(endpoint) + attempt.request().target())
            .setFollowRedirects(false);
    var addresses = outgoing.answer().addresses();
    if (!addresses.isEmpty()) {
      options.setServer(
          SocketAddress.inetSocketAddress(new InetSocketAddress(addresses.get(address), port)));
    }
    return options;
  }

  private void send(HttpClientRequest request) {
    KeySource key = attempt.config().key();
    boolean identity = attempt.watch() != Attempt.Watch.NONE || attempt.hooks().rewrite() != null;
    HeaderRules.up(
        downstream.headers(),
        request.headers(),
        key,
        outgoing.sluiceKey(),
        identity,
        outgoing.via());
    HeaderRules.addBetas(request.headers(), attempt.request().betas());
    byte[] body = attempt.request().body();
    if (body == null) {
      stream(request);
    } else if (body.length == 0 && !downstream.method().equals("POST")) {
      request.end();
    } else {
      request.putHeader("content-length", Integer.toString(body.length));
      request.end(Buffer.buffer(body));
    }
  }

  private void stream(HttpClientRequest up) {
    HttpServerRequest from = downstream.request();
    String length = from.getHeader("content-length");
    if (length != null) {
      up.putHeader("content-length", length);
    } else if (from.getHeader("transfer-encoding") != null) {
      up.setChunked(true);
    } else {
      from.resume();
      up.end();
      return;
    }
    if ("100-continue".equalsIgnoreCase(from.getHeader("expect"))) {
      from.response().writeContinue();
    }
    from.handler(chunk -> {
      progress.run();
      up.write(chunk);
      if (up.writeQueueFull()) {
        from.pause();
        up.drainHandler(drained -> from.resume());
      }
    });
    from.endHandler(end -> up.end());
    from.resume();
  }

  static int port(URI endpoint) {
    if (endpoint.getPort() >= 0) {
      return endpoint.getPort();
    }
    return "https".equals(endpoint.getScheme()) ? 443 : 80;
  }

  static String prefix(URI endpoint) {
    String path = endpoint.getRawPath();
    return path == null || path.equals("/") ? "" : path;
  }
}
