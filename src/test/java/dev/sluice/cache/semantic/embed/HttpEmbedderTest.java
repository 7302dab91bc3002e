package dev.sluice.cache.semantic.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpEmbedderTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final HttpServer server = server();
  private volatile int status = 200;
  private volatile String reply =
      "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[3,4]}],"
          + "\"usage\":{\"prompt_tokens\":2}}";

  private HttpServer server() {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      made.createContext(
          "/",
          exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
            seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
          });
      made.start();
      return made;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private HttpEmbedder embedder() {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/");
    return new HttpEmbedder(url, "small", new Secret("k"), Duration.ofSeconds(20));
  }

  @Test
  void it_asks_as_openai_is_asked_and_gives_a_vector_of_length_one() throws Exception {
    try (HttpEmbedder embedder = embedder()) {
      assertThat(embedder.embed("say \"hi\"")).containsExactly(0.6f, 0.8f);
      assertThat(embedder.dimensions()).isEqualTo(2);
    }

    assertThat(seen)
        .containsExactly(
            "POST /v1/embeddings",
            "Bearer k",
            "{\"model\":\"small\",\"input\":\"say \\\"hi\\\"\"}");
  }

  @Test
  void errors_and_nonsense_are_failures_that_do_not_show_the_key() {
    try (HttpEmbedder embedder = embedder()) {
      status = 500;
      assertThatThrownBy(() -> embedder.embed("x"))
          .isInstanceOf(EmbeddingFailed.class)
          .hasMessageContaining("500")
          .hasMessageNotContaining("Bearer");
      status = 200;
      for (String odd :
          List.of("{}", "[]", "nonsense", "{\"embedding\":[]}", "{\"embedding\":[1,")) {
        reply = odd;
        assertThatThrownBy(() -> embedder.embed("x")).isInstanceOf(EmbeddingFailed.class);
      }
    }
  }
}
