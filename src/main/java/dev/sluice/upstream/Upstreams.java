package dev.sluice.upstream;

import dev.sluice.listener.Downstream;
import dev.sluice.provider.ProviderConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ProxyOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections to the providers: one pooled client an event loop and provider, so that both
 * sides of an exchange live on one loop. Safe for any thread.
 */
public final class Upstreams {
  private static final int MAX_LINE = 64 << 10;
  private static final int MAX_CHUNK = 16 << 10;
  private static final int IDLE_SECONDS = 30;

  private final Vertx vertx;
  private final int loops;
  private final String via;
  private final Addresses addresses = new Addresses();
  private final Map<Context, Map<String, HttpClient>> clients = new ConcurrentHashMap<>();
  private final Set<Relay> underWay = ConcurrentHashMap.newKeySet();

  /**
   * Opens no connection yet.
   *
   * @param loops on how many event loops the connections of a provider are shared out
   * @param via this gateway's mark in the Via header, by which a loop is recognised
   */
  public Upstreams(Vertx vertx, int loops, String via) {
    this.vertx = vertx;
    this.loops = loops;
    this.via = via;
  }

  /**
   * Makes an attempt and relays its reply. Called from the exchange's virtual thread.
   *
   * @param sluiceKey whether the client authenticated by a Sluice key
   * @return completes when the reply has gone down or the attempt has failed; never exceptionally
   */
  public CompletableFuture<Relayed> attempt(
      Downstream downstream, Attempt attempt, boolean sluiceKey) {
    Relay relay = new Relay(vertx, downstream, attempt, underWay);
    URI endpoint = attempt.config().endpoint();
    Addresses.Answer answer = addresses.of(endpoint, attempt.config().proxy());
    downstream
        .loop()
        .runOnContext(now -> {
          HttpClient client = client(downstream.loop(), attempt.provider(), attempt.config());
          relay.start(client, new Outgoing(answer, endpoint, via, sluiceKey));
        });
    return relay.outcome();
  }

  /** Makes Sluice's own calls. Holds nothing of the exchange that they begin in. */
  @FunctionalInterface
  public interface Asker {
    /**
     * Makes one.
     *
     * @param timeout how long the reply may be silent
     * @return the whole reply; cancelling it cancels the request
     */
    CompletableFuture<OwnCall.Whole> ask(OwnCall call, Duration timeout);
  }

  /** Makes Sluice's own calls on the event loop of the exchange that they begin in. */
  public Asker asker(Downstream downstream) {
    Context loop = downstream.loop();
    return (call, timeout) -> ask(loop, call, timeout);
  }

  private CompletableFuture<OwnCall.Whole> ask(Context loop, OwnCall call, Duration timeout) {
    CompletableFuture<OwnCall.Whole> reply = new CompletableFuture<>();
    URI endpoint = call.config().endpoint();
    Addresses.Answer answer = addresses.of(endpoint, call.config().proxy());
    loop.runOnContext(now -> {
      HttpClient client = client(loop, call.provider(), call.config());
      new Asking(call, new Outgoing(answer, endpoint, via, call.sluiceKey()), reply)
          .start(client, timeout);
    });
    return reply;
  }

  /** Sends a reply that an attempt held back, as it came. */
  public CompletableFuture<Relayed> deliver(
      Downstream downstream, Attempt attempt, Relayed.Held held) {
    return HeldDelivery.send(downstream, attempt, held);
  }

  /** Ends every reply that is under way, as an end by shutdown. */
  public void interruptAll() {
    underWay.forEach(Relay::interrupt);
  }

  private HttpClient client(Context loop, String provider, ProviderConfig config) {
    return clients
        .computeIfAbsent(loop, l -> new ConcurrentHashMap<>())
        .computeIfAbsent(provider, name -> open(config));
  }

  private HttpClient open(ProviderConfig provider) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setKeepAlive(true)
            .setPipelining(false)
            .setKeepAliveTimeout(IDLE_SECONDS)
            .setConnectTimeout((int) provider.timeouts().connect().toMillis())
            .setMaxHeaderSize(MAX_LINE)
            .setMaxInitialLineLength(MAX_LINE)
            // What waits in Vert.x while a slow client pauses the reply is counted in chunks.
            .setMaxChunkSize(MAX_CHUNK)
            .setTcpKeepAlive(true)
            .setSsl("https".equals(provider.endpoint().getScheme()))
            .setUseAlpn(false);
    URI proxy = provider.proxy();
    if (proxy != null) {
      options.setProxyOptions(new ProxyOptions().setHost(proxy.getHost()).setPort(proxy.getPort()));
    }
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(Math.max(1, provider.connections() / loops))
            .setMaxWaitQueueSize(-1);
    return vertx.createHttpClient(options, pool);
  }

  /**
   * What a relay needs to send its request.
   *
   * @param answer where the host's name leads
   * @param endpoint the provider's base address
   * @param via this gateway's mark
   * @param sluiceKey whether the client's credential must stay here
   */
  record Outgoing(Addresses.Answer answer, URI endpoint, String via, boolean sluiceKey) {}
}
