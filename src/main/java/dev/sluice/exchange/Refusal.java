package dev.sluice.exchange;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer that the gateway gives instead of the upstream's. Its message begins with who is at
 * fault. Statuses follow spec clients section 2 "What a gateway must do", point 4.
 *
 * @param status the HTTP status
 * @param type {@code error.type} in the Anthropic dialect
 * @param message what is wrong, where, and how to mend it; never a secret
 * @param shouldRetry the value of {@code x-should-retry}, null to leave the choice to the client
 * @param retryAfter the value of {@code retry-after}, at most 60 s, null for none
 */
public record Refusal(
    int status,
    String type,
    String message,
    @Nullable Boolean shouldRetry,
    @Nullable Duration retryAfter) {

  /** 400: the request cannot be understood. */
  public static Refusal badRequest(String message) {
    return new Refusal(400, "invalid_request_error", "client: " + message, null, null);
  }

  /** 401: the credential is missing or wrong; trying again does not help. */
  public static Refusal unauthorized(String message) {
    return new Refusal(401, "authentication_error", "client: " + message, false, null);
  }

  /** 403: not allowed from there. */
  public static Refusal forbidden(String message) {
    return new Refusal(403, "permission_error", "client: " + message, false, null);
  }

  /** 404: there is nothing at this path. */
  public static Refusal notFound(String message) {
    return new Refusal(404, "not_found_error", "client: " + message, null, null);
  }

  /** 413: larger than a limit, which the message names. */
  public static Refusal tooLarge(String message) {
    return new Refusal(413, "request_too_large", "client: " + message, null, null);
  }

  /** 415: a content type that this route does not take. */
  public static Refusal unsupportedType(String message) {
    return new Refusal(415, "invalid_request_error", "client: " + message, null, null);
  }

  /** 500: a fault of the gateway itself. */
  public static Refusal fault(String exchange) {
    return new Refusal(
        500,
        "api_error",
        "gateway: an internal fault; the gateway's log has the details under exchange " + exchange,
        null,
        null);
  }

  /** 502 or 504: no usable reply came from upstream. */
  public static Refusal upstream(int status, String message) {
    return new Refusal(
        status, status == 504 ? "timeout_error" : "api_error", "upstream: " + message, null, null);
  }

  /** 503: the gateway is stopping. */
  public static Refusal stopping() {
    return new Refusal(503, "api_error", "gateway: shutting down", null, Duration.ofSeconds(1));
  }

  /** 508: the request has been through this gateway before. */
  public static Refusal loop(String message) {
    return new Refusal(508, "api_error", "gateway: " + message, false, null);
  }

  /** 529: more requests at once than the gateway takes. */
  public static Refusal overloaded(String message) {
    return new Refusal(529, "overloaded_error", "gateway: " + message, null, Duration.ofSeconds(2));
  }
}
