package dev.sluice.store;

import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A gateway that runs on a data folder.
 *
 * @param pid its process
 * @param address where it listens
 * @param token what a command shows to change something there
 */
public record Running(long pid, URI address, String token) {
  private static final JsonFactory JSON = new JsonFactory();

  /** As the announcement has it. */
  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("pid", Long.toString(pid));
      json.writeStringProperty("address", address.toString());
      json.writeStringProperty("token", token);
      json.writeEndObject();
    }
    return text.toString();
  }

  /** The reverse of {@link #json}; throws JacksonException or IllegalArgumentException. */
  static Running parse(String text) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        members.put(name, json.getString());
      }
    }
    return new Running(
        Long.parseLong(members.getOrDefault("pid", "")),
        URI.create(members.getOrDefault("address", "")),
        members.getOrDefault("token", ""));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Running[pid=" + pid + ", address=" + address + ", token=***]";
  }
}
