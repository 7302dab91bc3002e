package dev.sluice.listener;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the gateway listens.
 *
 * @param host address to bind; anything but loopback needs at least one key
 * @param port TCP port, 0-65535; 0 takes a free one
 * @param hosts names, besides loopback's, that a Host header may carry
 * @param origins web origins that may call, such as {@code https://tools.example.com}
 * @param tls certificate and key, null for plain HTTP
 */
public record ListenConfig(
    String host, int port, List<String> hosts, List<String> origins, @Nullable Tls tls) {

  /** Loopback, port 8088. */
  public static final ListenConfig DEFAULT =
      new ListenConfig("127.0.0.1", 8088, List.of(), List.of(), null);

  public ListenConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host: empty (expected: an address such as 127.0.0.1)");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0-65535)");
    }
    hosts = List.copyOf(hosts);
    origins = List.copyOf(origins);
    for (String origin : origins) {
      if (!isOrigin(origin)) {
        throw new IllegalArgumentException(
            "origins: " + origin + " (expected: scheme://host[:port])");
      }
    }
  }

  private static boolean isOrigin(String text) {
    try {
      return new URI(text).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * TLS for the listener.
   *
   * @param certificate PEM file with the certificate chain
   * @param key PEM file with the private key
   */
  public record Tls(Path certificate, Path key) {}
}
