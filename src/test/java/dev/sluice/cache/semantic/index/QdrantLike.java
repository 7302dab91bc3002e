package dev.sluice.cache.semantic.index;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.cache.semantic.embed.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small server with the paths, bodies and answers of Qdrant's REST API as far as they are used:
 * collections, payload index, points, query, count, delete. It answers 400 to what Qdrant would not
 * take.
 */
final class QdrantLike implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final String key;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Map<String, JsonNode> points = new TreeMap<>();
  private int dimensions;
  private boolean indexed;

  private QdrantLike(HttpServer server, String key) {
    this.server = server;
    this.key = key;
  }

  static QdrantLike start(String key) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      QdrantLike qdrant = new QdrantLike(server, key);
      server.createContext("/", qdrant::answer);
      server.start();
      return qdrant;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<String> seen() {
    return List.copyOf(seen);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!key.equals(exchange.getRequestHeaders().getFirst("api-key"))) {
      send(exchange, 401, "Invalid API key or JWT");
      return;
    }
    seen.add(asked);
    JsonNode json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    synchronized (this) {
      switch (asked.replace("/collections/sluice", "")) {
        case "GET " -> send(exchange, dimensions == 0 ? 404 : 200, ok("{}"));
        case "PUT " -> create(exchange, json);
        case "PUT /index?wait=true" -> index(exchange, json);
        case "PUT /points?wait=true" -> upsert(exchange, json);
        case "POST /points/query" -> query(exchange, json);
        case "POST /points/delete?wait=true" -> delete(exchange, json);
        case "POST /points/count" ->
            send(exchange, dimensions == 0 ? 404 : 200, ok("{\"count\":" + points.size() + "}"));
        default -> send(exchange, 404, "no such path");
      }
    }
  }

  private static String ok(String result) {
    return "{\"result\":" + result + ",\"status\":\"ok\",\"time\":0.001}";
  }

  private void create(HttpExchange exchange, JsonNode json) throws IOException {
    boolean good = json.at("/vectors/distance").asString("").equals("Cosine");
    dimensions = json.at("/vectors/size").asInt(0);
    send(exchange, good && dimensions > 0 ? 200 : 400, ok("true"));
  }

  private void index(HttpExchange exchange, JsonNode json) throws IOException {
    indexed =
        json.at("/field_name").asString("").equals("partition")
            && json.at("/field_schema").asString("").equals("keyword");
    send(exchange, indexed ? 200 : 400, ok("{}"));
  }

  private void upsert(HttpExchange exchange, JsonNode json) throws IOException {
    for (JsonNode point : json.at("/points")) {
      boolean good =
          point.at("/id").asString("").matches("[0-9a-f-]{36}")
              && point.at("/vector").size() == dimensions
              && point.at("/payload/partition").isString();
      if (!good) {
        send(exchange, 400, "Wrong input");
        return;
      }
      points.put(point.at("/id").asString(), point);
    }
    send(exchange, 200, ok("{\"operation_id\":1,\"status\":\"completed\"}"));
  }

  private void delete(HttpExchange exchange, JsonNode json) throws IOException {
    if (dimensions == 0) {
      send(exchange, 404, "Not found: Collection");
      return;
    }
    json.at("/points").forEach(id -> points.remove(id.asString()));
    send(exchange, 200, ok("{\"operation_id\":2,\"status\":\"completed\"}"));
  }

  /** A hit. */
  private record Scored(String id, double score) {}

  private void query(HttpExchange exchange, JsonNode json) throws IOException {
    float[] asked = floats(json.at("/query"));
    String partition = json.at("/filter/must/0/match/value").asString("");
    boolean good =
        indexed
            && asked.length == dimensions
            && json.at("/filter/must/0/key").asString("").equals("partition")
            && json.at("/limit").isInt();
    if (!good) {
      send(exchange, 400, "Wrong input");
      return;
    }
    List<Scored> hits = new ArrayList<>();
    for (JsonNode point : points.values()) {
      double score = Vectors.dot(asked, Vectors.unit(floats(point.at("/vector"))));
      if (point.at("/payload/partition").asString().equals(partition)
          && score >= json.at("/score_threshold").asDouble(-1)) {
        hits.add(new Scored(point.at("/id").asString(), score));
      }
    }
    hits.sort(Comparator.comparingDouble(Scored::score).reversed());
    StringBuilder result = new StringBuilder("{\"points\":[");
    for (Scored hit : hits.subList(0, Math.min(hits.size(), json.at("/limit").asInt()))) {
      result.append(result.charAt(result.length() - 1) == '[' ? "" : ",");
      result
          .append("{\"id\":\"")
          .append(hit.id)
          .append("\",\"version\":0,\"score\":")
          .append(hit.score);
      result.append(",\"payload\":null,\"vector\":null}");
    }
    send(exchange, 200, ok(result.append("]}").toString()));
  }

  private static float[] floats(JsonNode array) {
    float[] floats = new float[array.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) array.get(i).asDouble();
    }
    return floats;
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
