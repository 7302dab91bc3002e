package dev.sluice.listener;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers what is no HTTP request, in the shape of the Anthropic dialect, and closes the
 * connection: after a framing error nobody can tell where the next request begins.
 */
final class InvalidRequests implements Handler<HttpServerRequest> {

  @Override
  public void handle(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    int status =
        switch (cause) {
          case TooLongHttpLineException line -> 414;
          case TooLongHttpHeaderException headers -> 431;
          case null, default -> 400;
        };
    String message =
        switch (status) {
          case 414 -> "client: the request line is longer than 64 KiB";
          case 431 -> "client: the headers are larger than limits.headers";
          default -> "client: this is no well-formed HTTP/1.1 request";
        };
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("connection", "close")
        .putHeader("x-should-retry", "false")
        .end(
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\""
                + message
                + "\"}}");
    request.connection().close();
  }
}
