package dev.sluice.sim;

import dev.sluice.sim.fault.Fault;
import dev.sluice.sim.json.Json;
import dev.sluice.sim.rule.Rejected;
import dev.sluice.sim.rule.Rejection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request with the means to answer it. Stays on its event loop. Exactly one end is noted:
 * complete, a fault, or the client gone.
 */
final class Visit {
  private static final byte[] NONE = {};
  private static final long LET_IT_ARRIVE = 10;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Seen seen;
  private final String requestId;
  private final Pace pace;
  private byte[] body = NONE;
  private @Nullable Fault fault;
  private @Nullable Runnable onGone;
  private boolean over;

  Visit(Vertx vertx, HttpServerRequest request, Seen seen, String requestId, Pace pace) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.seen = seen;
    this.requestId = requestId;
    this.pace = pace;
    response.putHeader("request-id", requestId);
    response.closeHandler(_ -> gone());
    response.exceptionHandler(_ -> gone());
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return response;
  }

  Vertx vertx() {
    return vertx;
  }

  Seen seen() {
    return seen;
  }

  String requestId() {
    return requestId;
  }

  Pace pace() {
    return pace;
  }

  byte[] body() {
    return body;
  }

  void body(byte[] bytes) {
    body = bytes;
  }

  @Nullable Fault fault() {
    return fault;
  }

  void fault(@Nullable Fault strikes) {
    fault = strikes;
  }

  /** The path without the query. */
  String path() {
    String path = request.path();
    return path == null ? "" : path;
  }

  /** The method by name. */
  String method() {
    return request.method().name();
  }

  String header(String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }

  /** A query parameter, or the empty string. */
  String parameter(String name) {
    String value = request.getParam(name);
    return value == null ? "" : value;
  }

  /** A query parameter that is a number. */
  int parameter(String name, int otherwise) {
    String value = parameter(name);
    try {
      return value.isEmpty() ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException _) {
      throw Rejection.NOT_AN_INTEGER.of(name);
    }
  }

  /** What to do when the client leaves before the end. */
  void onGone(Runnable action) {
    onGone = action;
  }

  /** Whether an end was noted. */
  boolean over() {
    return over;
  }

  /** Runs {@code action} after {@code millis}, unless the visit is over by then. */
  void later(long millis, Runnable action) {
    if (millis <= 0) {
      action.run();
      return;
    }
    vertx.setTimer(
        millis,
        _ -> {
          if (!over) {
            action.run();
          }
        });
  }

  void json(int status, JsonNode node) {
    bytes(status, "application/json", Buffer.buffer(Json.bytes(node)));
  }

  void bytes(int status, String type, Buffer bytes) {
    if (over) {
      return;
    }
    head(status, type);
    end("complete");
    response.end(bytes);
  }

  void reject(Rejected rejected) {
    ObjectNode node = Json.object().put("type", "error");
    node.set("error", rejected.error());
    json(rejected.status(), node.put("request_id", requestId));
  }

  void head(int status, String type) {
    seen.status(status);
    response.setStatusCode(status).putHeader("content-type", type);
  }

  /** Notes how the visit ends; what comes later is ignored. */
  void end(String how) {
    over = true;
    seen.ended(how);
  }

  /** Resets the connection after what was written has had time to arrive. */
  void reset(String how) {
    end(how);
    vertx.setTimer(LET_IT_ARRIVE, _ -> resetNow());
  }

  /** Resets the connection: the peer sees RST, not FIN. */
  private void resetNow() {
    if (request.connection() instanceof ConnectionBase connection) {
      Channel channel = connection.channel();
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      var _ = channel.close();
    }
  }

  private void gone() {
    if (over) {
      return;
    }
    end("client gone");
    if (onGone != null) {
      onGone.run();
    }
  }
}
