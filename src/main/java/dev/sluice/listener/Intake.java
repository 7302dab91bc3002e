package dev.sluice.listener;

import dev.sluice.exchange.Refusal;
import dev.sluice.limit.BodyBudget;
import dev.sluice.limit.LimitsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.function.BiConsumer;
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
  private final BodyBudget budget;
  private final BiConsumer<Intake, byte[]> whole;
  private final Consumer<Refusal> refused;
  private byte[] bytes;
  private int length;
  private boolean decided;
  private long taken;
  private long timer;

  Intake(
      Vertx vertx,
      HttpServerRequest request,
      LimitsConfig limits,
      BodyBudget budget,
      BiConsumer<Intake, byte[]> whole,
      Consumer<Refusal> refused) {
    this.vertx = vertx;
    this.request = request;
    this.limits = limits;
    this.budget = budget;
    this.whole = whole;
    this.refused = refused;
    this.bytes = new byte[0];
  }

  void start() {
    long announced = announced(request.getHeader("content-length"));
    if (announced > limits.body()) {
      refuse(tooLarge());
    } else if (room(announced >= 0 ? (int) Math.min(announced, 1 << 20) : FIRST)) {
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
      refuse(tooLarge());
      return;
    }
    if (length + more > bytes.length) {
      int room = (int) Math.min(limits.body(), Math.max(length + (long) more, bytes.length * 2L));
      if (!room(room)) {
        return;
      }
    }
    chunk.getBytes(bytes, length);
    length += more;
  }

  private void end() {
    vertx.cancelTimer(timer);
    if (!decided) {
      decided = true;
      whole.accept(this, length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }
  }

  /** Makes room for so many bytes; false when memory for bodies is used up, which refuses. */
  private boolean room(int size) {
    int more = size - bytes.length;
    if (!budget.take(more)) {
      refuse(Refusal.overloaded("too many large requests at once; their bodies fill the memory"));
      return false;
    }
    taken += more;
    bytes = Arrays.copyOf(bytes, size);
    return true;
  }

  /** Gives the memory back; the body must not be used afterwards. Call it once. */
  void release() {
    budget.give(taken);
    taken = 0;
  }

  private void refuse(Refusal refusal) {
    decided = true;
    bytes = new byte[0];
    release();
    refused.accept(refusal);
  }

  private Refusal tooLarge() {
    return Refusal.tooLarge(
        "body: larger than limits.body (" + limits.body() + " bytes); raise it to allow more");
  }

  private void stop() {
    if (!decided) {
      decided = true;
      release();
    }
    vertx.cancelTimer(timer);
  }

  /** Closes the connection of a client that has sent nothing for a whole period. */
  private void silent(int before) {
    if (request.isEnded()) {
      return;
    }
    int now = length;
    if (decided || now == before) {
      stop();
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
