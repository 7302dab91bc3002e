package dev.sluice.sim;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.rule.Rejection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads request bodies: their encoding, their size, their JSON. */
final class Bodies {
  /** The most bytes of a body that is no batch and no file. */
  static final long MOST = 32L << 20;

  private static final int STEP = 64 * 1024;

  private Bodies() {}

  /** The JSON object that the body is, or {@link dev.sluice.sim.rule.Rejected}. */
  static JsonNode json(Visit visit) {
    charset(visit.header("content-type").toLowerCase(Locale.ROOT));
    JsonNode node = parse(decoded(visit));
    if (!node.isObject()) {
      throw Rejection.NOT_AN_OBJECT.of();
    }
    return node;
  }

  private static void charset(String type) {
    int at = type.indexOf("charset=");
    String charset = at < 0 ? "utf-8" : type.substring(at + 8).replace("\"", "").strip();
    if (!charset.equals("utf-8") && !charset.equals("utf8") && !charset.equals("us-ascii")) {
      throw Rejection.BAD_CHARSET.of(charset);
    }
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return Json.parse(bytes);
    } catch (JacksonException broken) {
      throw Rejection.NOT_JSON.of(broken.getOriginalMessage());
    }
  }

  private static byte[] decoded(Visit visit) {
    String encoding = visit.header("content-encoding").toLowerCase(Locale.ROOT);
    if (encoding.isEmpty() || encoding.equals("identity")) {
      return visit.body();
    }
    InputStream bytes = new ByteArrayInputStream(visit.body());
    try {
      return switch (encoding) {
        case "gzip" -> all(new GZIPInputStream(bytes));
        case "deflate" -> all(new InflaterInputStream(bytes));
        default -> throw Rejection.ENCODING_UNKNOWN.of(encoding);
      };
    } catch (IOException _) {
      throw Rejection.ENCODING_BROKEN.of(encoding);
    }
  }

  private static byte[] all(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(STEP);
    byte[] step = new byte[STEP];
    for (int read = in.read(step); read >= 0; read = in.read(step)) {
      out.write(step, 0, read);
      if (out.size() > MOST) {
        throw Rejection.TOO_LARGE_DECODED.of();
      }
    }
    return out.toByteArray();
  }
}
