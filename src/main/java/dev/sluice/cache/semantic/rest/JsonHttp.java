package dev.sluice.cache.semantic.rest;

import dev.sluice.config.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One service that speaks JSON. A call blocks the calling (virtual) thread no longer than the
 * timeout, the reply's body included; replies of more than 4 MiB are refused; redirects are not
 * followed, since they would take the key elsewhere. Safe for any thread.
 */
public final class JsonHttp implements AutoCloseable {
  private static final int LARGEST = 4 << 20;
  private static final int QUOTED = 200;

  private final URI base;
  private final Map<String, Secret> headers;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * A service.
   *
   * @param base its address; paths are appended to it
   * @param headers what authenticates, sent with each request
   * @param timeout how long one call may take in all
   */
  public JsonHttp(URI base, Map<String, Secret> headers, Duration timeout) {
    this.base = URI.create(base.toString().replaceFirst("/+$", ""));
    this.headers = Map.copyOf(headers);
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * Sends a request and gives the body of a reply with a status of success.
   *
   * @param json the body, null for none
   * @throws RestFailed for every other status, and when no whole reply came in time
   */
  public byte[] call(String method, String path, @Nullable String json) throws RestFailed {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(timeout)
            .header("accept", "application/json");
    headers.forEach((name, secret) -> request.header(name, secret.reveal()));
    if (json == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("content-type", "application/json")
          .method(method, BodyPublishers.ofString(json));
    }
    return await(method + " " + path, request.build());
  }

  private byte[] await(String what, HttpRequest request) throws RestFailed {
    CompletableFuture<HttpResponse<byte[]>> reply =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
    try {
      return body(what, reply.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      reply.cancel(true);
      throw new RestFailed(0, what + ": no reply within " + timeout);
    } catch (ExecutionException e) {
      throw new RestFailed(0, what + ": " + e.getCause());
    } catch (InterruptedException e) {
      reply.cancel(true);
      Thread.currentThread().interrupt();
      throw new RestFailed(0, what + ": interrupted");
    }
  }

  private static byte[] body(String what, HttpResponse<byte[]> reply) throws RestFailed {
    if (reply.statusCode() / 100 == 2) {
      return reply.body();
    }
    String said = new String(reply.body(), StandardCharsets.UTF_8).strip();
    said = said.substring(0, Math.min(QUOTED, said.length()));
    throw new RestFailed(reply.statusCode(), what + ": " + reply.statusCode() + " " + said);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
