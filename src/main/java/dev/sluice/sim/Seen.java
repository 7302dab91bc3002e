package dev.sluice.sim;

import dev.sluice.sim.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request as the simulator saw it and how it ended. Written on its event loop, read anywhere.
 * Times are of {@link System#nanoTime}, which on one machine is the same clock in every process.
 */
final class Seen {
  private static final int SMALL = 32 * 1024;
  private static final int LONG_SECRET = 40;

  private final String id;
  private final String method;
  private final String target;
  private final List<Map.Entry<String, String>> headers;
  private final long started = System.nanoTime();
  private volatile int status;
  private volatile long length;
  private volatile long ended;
  private volatile String end = "";
  private volatile String sha256 = "";
  private volatile byte @Nullable [] body;

  Seen(String id, String method, String target, List<Map.Entry<String, String>> headers) {
    this.id = id;
    this.method = method;
    this.target = target;
    this.headers = headers;
  }

  void body(byte[] bytes, byte[] digest) {
    hash(bytes.length, digest);
    body = bytes.length <= SMALL ? bytes : null;
  }

  void hash(long bytes, byte[] digest) {
    length = bytes;
    sha256 = HexFormat.of().formatHex(digest);
  }

  void status(int code) {
    status = code;
  }

  /** Notes the first end that is reported. */
  void ended(String how) {
    if (end.isEmpty()) {
      ended = System.nanoTime();
      end = how;
    }
  }

  ObjectNode json() {
    ObjectNode node = Json.object().put("id", id).put("method", method).put("target", target);
    ArrayNode list = node.putArray("headers");
    for (Map.Entry<String, String> header : headers) {
      list.addArray().add(header.getKey()).add(masked(header.getValue(), header.getKey()));
    }
    node.put("bodyLength", length).put("bodySha256", sha256);
    byte[] bytes = body;
    if (bytes != null) {
      node.put("body", new String(bytes, StandardCharsets.UTF_8));
    }
    node.put("status", status).put("ended", end).put("startedNanos", started);
    if (!end.isEmpty()) {
      node.put("endedNanos", ended).put("tookMicros", (ended - started) / 1_000);
    }
    return node;
  }

  /** Real credentials are long; those that tests make up may be shown. */
  private static String masked(String value, String name) {
    boolean secret =
        name.equalsIgnoreCase("x-api-key")
            || name.equalsIgnoreCase("authorization")
            || name.equalsIgnoreCase("cookie");
    return secret && value.length() > LONG_SECRET ? value.substring(0, 14) + "…" : value;
  }
}
