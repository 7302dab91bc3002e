package dev.sluice.cache.semantic.index;

import dev.sluice.cache.semantic.index.VectorIndex.Neighbour;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What is said to Qdrant, and what it says. */
final class QdrantJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String PARTITION = "partition";

  private QdrantJson() {}

  static String collection(int dimensions) {
    return object(json -> {
      json.writeObjectPropertyStart("vectors");
      json.writeNumberProperty("size", dimensions);
      json.writeStringProperty("distance", "Cosine");
      json.writeEndObject();
    });
  }

  static String payloadIndex() {
    return object(json -> {
      json.writeStringProperty("field_name", PARTITION);
      json.writeStringProperty("field_schema", "keyword");
    });
  }

  static String point(String id, String partition, float[] vector) {
    return object(json -> {
      json.writeArrayPropertyStart("points");
      json.writeStartObject();
      json.writeStringProperty("id", id);
      vector(json, "vector", vector);
      json.writeObjectPropertyStart("payload");
      json.writeStringProperty(PARTITION, partition);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndArray();
    });
  }

  static String query(String partition, float[] vector, int most, double least) {
    return object(json -> {
      vector(json, "query", vector);
      json.writeObjectPropertyStart("filter");
      json.writeArrayPropertyStart("must");
      json.writeStartObject();
      json.writeStringProperty("key", PARTITION);
      json.writeObjectPropertyStart("match");
      json.writeStringProperty("value", partition);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeNumberProperty("limit", most);
      json.writeNumberProperty("score_threshold", least);
    });
  }

  static String ids(String id) {
    return object(json -> {
      json.writeArrayPropertyStart("points");
      json.writeString(id);
      json.writeEndArray();
    });
  }

  private static void vector(JsonGenerator json, String name, float[] vector) {
    json.writeArrayPropertyStart(name);
    for (float each : vector) {
      json.writeNumber(each);
    }
    json.writeEndArray();
  }

  private static String object(Consumer<JsonGenerator> members) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return out.toString();
  }

  /** The points of {@code result.points} with their scores, nearest first. */
  static List<Neighbour> neighbours(byte[] reply) {
    List<Neighbour> found = new ArrayList<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), reply)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.START_ARRAY && "points".equals(json.currentName())) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            found.add(neighbour(json));
          }
        }
      }
    }
    found.sort(Comparator.comparingDouble(Neighbour::similarity).reversed());
    return List.copyOf(found);
  }

  private static Neighbour neighbour(JsonParser json) {
    String id = "";
    double score = -1;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("id")) {
        id = json.getString();
      } else if (name.equals("score")) {
        score = json.getDoubleValue();
      } else {
        json.skipChildren();
      }
    }
    return new Neighbour(id, Math.min(1, score));
  }

  /** {@code result.count}. */
  static long count(byte[] reply) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), reply)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
            && "count".equals(json.currentName())) {
          return json.getLongValue();
        }
      }
    }
    return 0;
  }
}
