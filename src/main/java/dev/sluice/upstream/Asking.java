package dev.sluice.upstream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Makes one of Sluice's own calls and gathers its reply, at most 4 MiB, on the exchange's event
 * loop.
 */
final class Asking {
  private static final int MOST = 4 << 20;

  private final OwnCall call;
  private final Upstreams.Outgoing outgoing;
  private final CompletableFuture<OwnCall.Whole> reply;

  Asking(OwnCall call, Upstreams.Outgoing outgoing, CompletableFuture<OwnCall.Whole> reply) {
    this.call = call;
    this.outgoing = outgoing;
    this.reply = reply;
  }

  /** Sends; the future ends in every case. When it is cancelled, so is the request. */
  void start(HttpClient client, Duration timeout) {
    if (outgoing.answer().failure() != null) {
      reply.completeExceptionally(new IllegalStateException(outgoing.answer().failure()));
      return;
    }
    client.request(options(timeout)).onComplete(this::send, reply::completeExceptionally);
  }

  private RequestOptions options(Duration timeout) {
    URI endpoint = outgoing.endpoint();
    RequestOptions options =
        new RequestOptions()
            .setMethod(call.body() == null ? HttpMethod.GET : HttpMethod.POST)
            .setHost(endpoint.getHost())
            .setPort(Sending.port(endpoint))
            .setURI(Sending.prefix(endpoint) + call.target())
            .setTimeout(timeout.toMillis())
            .setFollowRedirects(false);
    var addresses = outgoing.answer().addresses();
    if (!addresses.isEmpty()) {
      options.setServer(
          SocketAddress.inetSocketAddress(
              new InetSocketAddress(addresses.getFirst(), Sending.port(endpoint))));
    }
    return options;
  }

  private void send(HttpClientRequest request) {
    if (reply.isDone()) {
      request.reset();
      return;
    }
    HeaderRules.up(
        call.headers(),
        request.headers(),
        call.config().key(),
        call.sluiceKey(),
        true,
        outgoing.via());
    var unused =
        reply.whenComplete((whole, failure) -> {
          if (failure != null) {
            request.reset();
          }
        });
    sent(request).compose(this::gather).onComplete(reply::complete, reply::completeExceptionally);
  }

  private Future<HttpClientResponse> sent(HttpClientRequest request) {
    byte[] body = call.body();
    if (body == null) {
      return request.send();
    }
    request.putHeader("content-type", "application/json");
    request.putHeader("content-length", Integer.toString(body.length));
    return request.send(Buffer.buffer(body));
  }

  private Future<OwnCall.Whole> gather(HttpClientResponse response) {
    Buffer gathered = Buffer.buffer();
    response.handler(chunk -> {
      if (gathered.length() + chunk.length() <= MOST) {
        gathered.appendBuffer(chunk);
      } else {
        reply.completeExceptionally(new IllegalStateException("reply too large"));
      }
    });
    return response.end().map(end -> new OwnCall.Whole(response.statusCode(), gathered.getBytes()));
  }
}
