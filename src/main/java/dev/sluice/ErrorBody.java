package dev.sluice;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Errors in the callers' dialects. */
final class ErrorBody {
  private static final JsonFactory JSON = new JsonFactory();

  private ErrorBody() {}

  /** {@code {"type":"error","error":{"type","message"},"request_id"}}. */
  static byte[] anthropic(String type, String message, String id) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json =
        JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringProperty("type", "error");
      json.writeObjectPropertyStart("error");
      json.writeStringProperty("type", type);
      json.writeStringProperty("message", message);
      json.writeEndObject();
      if (!id.isEmpty()) {
        json.writeStringProperty("request_id", id);
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
