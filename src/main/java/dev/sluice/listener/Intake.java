package dev.sluice.listener;

import dev.sluice.exchange.Refusal;
import dev.sluice.limit.LimitsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request body on its event loop, up to a limit. A client that is still sending when it
 * is refused is drained for a while, so that it can read the refusal (spec clients-2 section 5).
 */
final class Intake {
  private static final int FIRST = 8 << 10;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final LimitsConfig limits;
  private final Consumer<byte[]> whole;
  private final Consumer<Refusal> refused;
  private byte[] bytes;
  private int length;
  private boolean decided;
  private long timer;

  Intake(
      Vertx vertx,
      HttpServerRequest request,
      LimitsConfig limits,
      Consumer<byte[]> whole,
      Consumer<Refusal> refused) {
    this.vertx = vertx;
    this.request = request;
    this.limits = limits;
    this.whole = whole;
    this.refused = refused;
    this.bytes = new byte[0];
  }

  void start() {
    long announced = announced(request.getHeader("content-length"));
    if (announced > limits.body()) {
      refuse();
    } else {
      bytes = new byte[announced >= 0 ? (int) Math.min(announced, 1 << 20) : FIRST];
      if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
        request.response().writeContinue();
      }
    }
    request.handler(this::chunk);
    request.endHandler(end -> end());
    request.exceptionHandler(failure -> stop());
    timer = vertx.setTimer(limits.bodyIdle().toMillis(), id -> silent(0));
  }

  private void chunk(Buffer chunk) {
    if (decided) {
      return;
    }
    int more = chunk.length();
    if (length + (long) more > limits.body()) {
      refuse();
      return;
    }
    if (length + more > bytes.length) {
      int room = (int) Math.min(limits.body(), Math.max(length + (long) more, bytes.length * 2L));
      bytes = Arrays.copyOf(bytes, room);
    }
    chunk.getBytes(bytes, length);
    length += more;
  }

  private void end() {
    vertx.cancelTimer(timer);
    if (!decided) {
      decided = true;
      whole.accept(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }
  }

  private void refuse() {
    decided = true;
    bytes = new byte[0];
    refused.accept(
        Refusal.tooLarge(
            "body: larger than limits.body (" + limits.body() + " bytes); raise it to allow more"));
  }

  private void stop() {
    decided = true;
    vertx.cancelTimer(timer);
  }

  /** Closes the connection of a client that has sent nothing for a whole period. */
  private void silent(int before) {
    if (request.isEnded()) {
      return;
    }
    int now = length;
    if (decided || now == before) {
      decided = true;
      request.connection().close();
      return;
    }
    timer = vertx.setTimer(limits.bodyIdle().toMillis(), id -> silent(now));
  }

  private static long announced(@Nullable String header) {
    try {
      return header == null ? -1 : Long.parseLong(header.trim());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
