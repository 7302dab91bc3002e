package dev.sluice.upstream;

import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Names of what goes wrong with an upstream, for people, without addresses or secrets. */
final class Failures {
  /** What ends a stream that the gateway has to cut between two events. */
  static final String SHUTDOWN_EVENT =
      "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
          + "\"message\":\"gateway: shutting down\"}}\n\n";

  private Failures() {}

  static String words(Throwable failure) {
    return switch (root(failure)) {
      case SilentUpstream silent -> String.valueOf(silent.getMessage());
      case ConnectException refused when timeout(refused) -> "connection attempt timed out";
      case ConnectException refused -> "connection refused";
      case UnknownHostException unknown -> "unknown host";
      case SSLException tls -> "TLS failed: " + tls.getMessage();
      case HttpClosedException closed -> "connection closed before the reply was whole";
      case java.net.ProtocolException notice -> notice.getMessage() + " in place of a reply";
      case java.net.SocketException reset -> "connection reset before the reply was whole";
      case java.io.IOException io -> "connection broken before the reply was whole";
      default -> "no well-formed HTTP reply (" + failure.getClass().getSimpleName() + ")";
    };
  }

  static boolean isTimeout(Throwable failure) {
    Throwable root = root(failure);
    return root instanceof SilentUpstream || root instanceof ConnectException c && timeout(c);
  }

  private static boolean timeout(ConnectException failure) {
    return failure.getMessage() != null && failure.getMessage().contains("timed out");
  }

  private static Throwable root(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    boolean wraps = cause != null && !(failure instanceof java.io.IOException);
    return wraps && cause != null ? root(cause) : failure;
  }
}
