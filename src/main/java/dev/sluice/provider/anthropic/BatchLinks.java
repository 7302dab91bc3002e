package dev.sluice.provider.anthropic;

import dev.sluice.message.Span;
import dev.sluice.message.Splices;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The absolute {@code results_url} of message batches. Clients fetch it as it stands, with their
 * gateway credential, so it has to lead back here (spec anthropic-api section 1.1). Only the origin
 * is replaced, in place; every other byte stays.
 */
public final class BatchLinks {
  private static final byte[] NAME = "\"results_url\"".getBytes(StandardCharsets.US_ASCII);

  private BatchLinks() {}

  /** Whether the reply to this request may hold such links. */
  public static boolean mayBeIn(String method, String path) {
    return path.startsWith("/v1/messages/batches")
        && !path.endsWith("/results")
        && (method.equals("GET") || method.equals("POST"));
  }

  /**
   * The same reply with its links leading to the gateway.
   *
   * @param whole the reply's JSON
   * @param endpoint the provider's base address, whose links are replaced
   * @param gateway the origin by which the client knows this gateway, such as {@code
   *     http://127.0.0.1:8088}
   */
  public static byte[] toGateway(byte[] whole, URI endpoint, String gateway) {
    Splices links = new Splices();
    byte[] own = gateway.getBytes(StandardCharsets.UTF_8);
    String origin = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    byte[] wanted = origin.getBytes(StandardCharsets.UTF_8);
    for (int at = find(whole, NAME, 0); at >= 0; at = find(whole, NAME, at + 1)) {
      int value = afterColon(whole, at + NAME.length);
      if (value > 0 && startsWith(whole, value, wanted)) {
        links.replace(new Span(value, value + wanted.length), own);
      }
    }
    return links.apply(whole);
  }

  /** Where the text of the string value begins that follows a member's name, -1 if none does. */
  private static int afterColon(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == ':' || bytes[at] == '\n')) {
      at++;
    }
    return at < bytes.length && bytes[at] == '"' ? at + 1 : -1;
  }

  private static int find(byte[] bytes, byte[] wanted, int from) {
    for (int at = from; at + wanted.length <= bytes.length; at++) {
      if (startsWith(bytes, at, wanted)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] wanted) {
    if (at + wanted.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
