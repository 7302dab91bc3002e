package dev.sluice.cache.semantic.embed;

import dev.sluice.cache.semantic.rest.JsonHttp;
import dev.sluice.cache.semantic.rest.RestFailed;
import dev.sluice.config.Secret;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An OpenAI-compatible endpoint: {@code POST {url}/embeddings}. */
public final class HttpEmbedder implements Embedder {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_DIMENSIONS = 16_384;
  // About 500 tokens, which the smallest models of such endpoints see.
  private static final int MOST_CHARS = 1_500;

  private final String model;
  private final JsonHttp http;
  private final Shape shape = new Shape("the embedding endpoint", MOST_CHARS);

  /**
   * An embedder behind an address.
   *
   * @param url the base address, such as {@code http://127.0.0.1:11434/v1}
   * @param model the model to ask for
   * @param key authenticates, null for none
   * @param timeout how long a text may take
   */
  public HttpEmbedder(URI url, String model, @Nullable Secret key, Duration timeout) {
    this.model = model;
    Map<String, Secret> headers =
        key == null ? Map.of() : Map.of("authorization", new Secret("Bearer " + key.reveal()));
    this.http = new JsonHttp(url, headers, timeout);
  }

  @Override
  public String name() {
    return "http " + model;
  }

  @Override
  public int dimensions() {
    return shape.dimensions();
  }

  @Override
  public boolean fits(String text) {
    return shape.fits(text);
  }

  @Override
  public float[] embed(String text) throws EmbeddingFailed {
    try {
      byte[] reply = http.call("POST", "/embeddings", request(shape.cut(text)));
      return shape.checked(vector(reply));
    } catch (RestFailed e) {
      throw new EmbeddingFailed("the embedding endpoint failed: " + e.getMessage());
    } catch (JacksonException e) {
      throw new EmbeddingFailed("the embedding endpoint sent no embedding");
    }
  }

  private String request(String text) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("model", model);
      json.writeStringProperty("input", text);
      json.writeEndObject();
    }
    return out.toString();
  }

  /** The first array called {@code embedding}. */
  private static float[] vector(byte[] reply) throws EmbeddingFailed {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), reply)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.START_ARRAY
            && "embedding".equals(json.currentName())) {
          return numbers(json);
        }
      }
    }
    throw new EmbeddingFailed("the embedding endpoint sent no embedding");
  }

  private static float[] numbers(JsonParser json) throws EmbeddingFailed {
    float[] numbers = new float[1024];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (count == MOST_DIMENSIONS || json.currentToken() == null) {
        throw new EmbeddingFailed("the embedding endpoint sent no usable embedding");
      }
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = json.getFloatValue();
    }
    if (count == 0) {
      throw new EmbeddingFailed("the embedding endpoint sent an empty embedding");
    }
    return Arrays.copyOf(numbers, count);
  }

  @Override
  public void close() {
    http.close();
  }
}
