package dev.sluice.cache.semantic.rest;

import dev.sluice.config.Secret;
import java.io.IOException;
import java.io.InputStream;
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
    CompletableFuture<HttpResponse<InputStream>> reply =
        client.sendAsync(request, BodyHandlers.ofInputStream());
    CompletableFuture<byte[]> body = reply.thenApplyAsync(each -> read(what, each));
    try {
      return body.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      reply.thenAccept(JsonHttp::abandon);
      reply.cancel(true);
      throw new RestFailed(0, what + ": no reply within " + timeout);
    } catch (ExecutionException e) {
      throw failure(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RestFailed(0, what + ": interrupted");
    }
  }

  private static RestFailed failure(String what, ExecutionException e) {
    for (Throwable each = e.getCause(); each != null; each = each.getCause()) {
      if (each instanceof RestFailed failed) {
        return failed;
      }
    }
    return new RestFailed(0, what + ": " + e.getCause());
  }

  private static void abandon(HttpResponse<InputStream> reply) {
    try {
      reply.body().close();
    } catch (IOException e) {
      // Whoever waited has been told already.
    }
  }

  private static byte[] read(String what, HttpResponse<InputStream> reply) {
    try (InputStream in = reply.body()) {
      byte[] body = in.readNBytes(LARGEST + 1);
      if (reply.statusCode() / 100 != 2) {
        String said = new String(body, StandardCharsets.UTF_8).strip();
        said = said.substring(0, Math.min(QUOTED, said.length()));
        throw new RestFailed(reply.statusCode(), what + ": " + reply.statusCode() + " " + said);
      }
      if (body.length > LARGEST) {
        throw new RestFailed(0, what + ": the reply is too large");
      }
      return body;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
