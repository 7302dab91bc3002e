package dev.sluice.embed;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.Headers;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.message.Splices;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** Requests of a program as the rest of Sluice knows them: calls without header lines. Pure. */
final class Requests {
  private static final Headers NO_HEADERS =
      new Headers() {
        @Override
        public @Nullable String get(String name) {
          return null;
        }

        @Override
        public List<String> all(String name) {
          return List.of();
        }

        @Override
        public void each(BiConsumer<String, String> line) {}
      };

  private Requests() {}

  /** A call with this body, whatever it is. */
  static Call call(String json) {
    Body body = Body.indexed(json.getBytes(StandardCharsets.UTF_8));
    String id = UUID.randomUUID().toString();
    return new Call(id, "POST", "/v1/messages", "", NO_HEADERS, body);
  }

  /**
   * The index of a Messages request.
   *
   * @throws IllegalArgumentException if the call is none
   */
  static Index index(Call call) {
    Index index = call.body().index();
    if (index == null || index.model() == null || index.messages().isEmpty()) {
      throw new IllegalArgumentException(
          "no Messages request (expected: a JSON object with a model and messages)");
    }
    return index;
  }

  /** The same request, byte for byte, but for its model. */
  static String withModel(Call call, Index index, String model) {
    Span named = index.members().get("model");
    byte[] bytes = call.body().bytes();
    byte[] edited =
        named == null ? bytes : new Splices().replace(named, quoted(model)).apply(bytes);
    return new String(edited, StandardCharsets.UTF_8);
  }

  private static byte[] quoted(String text) {
    byte[] inner = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    byte[] quoted = new byte[inner.length + 2];
    quoted[0] = '"';
    System.arraycopy(inner, 0, quoted, 1, inner.length);
    quoted[quoted.length - 1] = '"';
    return quoted;
  }
}
