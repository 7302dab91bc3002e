package dev.sluice.upstream;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of an upstream's reply.
 *
 * @param status the HTTP status
 * @param headers the header lines as they came
 */
public record ReplyHead(int status, MultiMap headers) {

  /** Whether the body is a server-sent event stream. */
  public boolean eventStream() {
    return typeIs("text/event-stream");
  }

  /** Whether the body is JSON. */
  public boolean json() {
    return typeIs("application/json");
  }

  /** The upstream's request id, empty when it gives none. */
  public String requestId() {
    String id = headers.get("request-id");
    return id == null ? "" : id;
  }

  /** The body's content coding, null for none. */
  @Nullable String encoding() {
    return headers.get("content-encoding");
  }

  /** The announced length of the body, -1 when it is not announced. */
  long length() {
    String length = headers.get("content-length");
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Whether this status is worth another attempt (spec reliability 3.3). */
  boolean worthAnotherTry() {
    boolean kind = status == 408 || status == 409 || status == 429 || status >= 500;
    return kind && status != 508 && !"false".equalsIgnoreCase(headers.get("x-should-retry"));
  }

  /** How long the upstream asks to wait, null when it does not say so in seconds. */
  @Nullable Duration retryAfter() {
    String value = headers.get("retry-after");
    try {
      return value == null ? null : Duration.ofMillis((long) (Double.parseDouble(value) * 1000));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private boolean typeIs(String wanted) {
    String type = headers.get("content-type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(wanted);
  }
}
