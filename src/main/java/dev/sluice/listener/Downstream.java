package dev.sluice.listener;

import dev.sluice.exchange.Headers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The client side of one exchange. The path asks it from its virtual thread; {@code upstream.Relay}
 * writes to it on its event loop. Exactly one of the two answers.
 */
public final class Downstream {
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Context loop;
  private final Route route;
  private final Headers headers;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private byte[] body = new byte[0];
  private long arrived;

  Downstream(HttpServerRequest request, Context loop, Route route, Headers headers) {
    this.request = request;
    this.response = request.response();
    this.loop = loop;
    this.route = route;
    this.headers = headers;
    this.arrived = System.nanoTime();
    response.exceptionHandler(failure -> gone.complete(null));
    response.closeHandler(closed -> gone.complete(null));
  }

  /** Called on the loop when the body is here, before the path starts. */
  void arrived(byte[] whole) {
    body = whole;
    arrived = System.nanoTime();
  }

  /** HTTP method, upper case. */
  public String method() {
    return request.method().name();
  }

  /** Raw path without query. */
  public String path() {
    String path = request.path();
    return path == null ? "" : path;
  }

  /** Raw query without question mark, empty if there is none. */
  public String query() {
    String query = request.query();
    return query == null ? "" : query;
  }

  /** The origin by which the client knows this gateway: scheme and Host. */
  public String origin() {
    return (request.isSSL() ? "https://" : "http://") + headers.get("host");
  }

  /** Where this request goes. */
  public Route route() {
    return route;
  }

  /** The header lines as they came. */
  public Headers headers() {
    return headers;
  }

  /** The body's bytes; empty on routes that stream their body. */
  public byte[] body() {
    return body;
  }

  /** The monotonic time at which the last byte of the request had been read, in nanoseconds. */
  public long arrivedNanos() {
    return arrived;
  }

  /** Completes when the client has left. */
  public CompletableFuture<Void> gone() {
    return gone;
  }

  /** Runs this when the client has left; at once if it has already; on any thread. */
  public void onGone(Runnable then) {
    var unused = gone.whenComplete((nothing, failure) -> then.run());
  }

  /**
   * Whether the connection may serve another request: HTTP/1.0 bodies end with their connection.
   */
  public boolean persistent() {
    return request.version() == HttpVersion.HTTP_1_1;
  }

  /** Whether nothing has been sent yet. */
  public boolean untouched() {
    return !response.headWritten() && !response.ended();
  }

  /**
   * Sends a whole reply; any thread.
   *
   * @return completes when the reply is on its way to the client, exceptionally when it has left
   */
  public CompletableFuture<Void> answer(int status, Map<String, String> lines, byte[] whole) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    loop.runOnContext(now -> {
      if (!untouched()) {
        sent.completeExceptionally(new IllegalStateException("answered twice"));
        return;
      }
      response.setStatusCode(status);
      lines.forEach(response::putHeader);
      Future<Void> end = response.end(Buffer.buffer(whole));
      end.onComplete(ok -> sent.complete(null), sent::completeExceptionally);
    });
    return sent;
  }

  /** Sends a whole reply and does not wait for it; any thread. */
  public void send(int status, Map<String, String> lines, byte[] whole) {
    var unused = answer(status, lines, whole);
  }

  /** The event loop that owns both sides of this exchange. */
  public Context loop() {
    return loop;
  }

  /** The request itself; on the loop only. */
  public HttpServerRequest request() {
    return request;
  }

  /** The response itself; on the loop only. */
  public HttpServerResponse response() {
    return response;
  }
}
