package dev.sluice.listener;

import dev.sluice.limit.LimitsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Closes client connections that ask nothing: new ones that send no request within {@code
 * headerTime}, used ones that are idle for {@code keepAlive}. One an event loop, used on it only. A
 * silent stream is not idle: its exchange is under way.
 */
final class IdleConnections {
  private static final long SWEEP_MILLIS = 2_000;

  private final LimitsConfig limits;
  private final Map<HttpConnection, State> open = new HashMap<>();

  IdleConnections(Vertx vertx, LimitsConfig limits) {
    this.limits = limits;
    vertx.setPeriodic(SWEEP_MILLIS, id -> sweep());
  }

  void opened(HttpConnection connection) {
    open.put(connection, new State(System.nanoTime(), limits.headerTime().toNanos()));
    connection.closeHandler(closed -> open.remove(connection));
  }

  void busy(HttpServerRequest request) {
    State state = open.get(request.connection());
    if (state != null) {
      state.underWay++;
      request.response().endHandler(end -> rest(state));
    }
  }

  /**
   * As {@link #busy}, for a request whose body is read only when an upstream takes it: what is left
   * of it when the reply has gone down is read and dropped, else a client that is still sending
   * would never come to read its reply (spec clients-2 section 5).
   */
  void busyUnread(HttpServerRequest request) {
    State state = open.get(request.connection());
    if (state != null) {
      state.underWay++;
      request
          .response()
          .endHandler(end -> {
            rest(state);
            drop(request);
          });
    }
  }

  private static void drop(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.handler(unwanted -> {});
      request.endHandler(end -> {});
      request.resume();
    }
  }

  private void rest(State state) {
    state.underWay--;
    state.since = System.nanoTime();
    state.allowed = limits.keepAlive().toNanos();
  }

  private void sweep() {
    long now = System.nanoTime();
    Iterator<Map.Entry<HttpConnection, State>> each = Map.copyOf(open).entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<HttpConnection, State> entry = each.next();
      State state = entry.getValue();
      if (state.underWay <= 0 && now - state.since > state.allowed) {
        entry.getKey().close();
      }
    }
  }

  private static final class State {
    private int underWay;
    private long since;
    private long allowed;

    State(long since, long allowed) {
      this.since = since;
      this.allowed = allowed;
    }
  }
}
