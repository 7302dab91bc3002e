package dev.sluice.clients;

import dev.sluice.Profile;
import dev.sluice.RunningGateway;
import dev.sluice.SluiceConfig;
import dev.sluice.Wiring;
import dev.sluice.listener.ListenConfig;
import dev.sluice.log.LogConfig;
import dev.sluice.log.LogConfig.Format;
import dev.sluice.log.LogConfig.Level;
import dev.sluice.provider.ProviderConfig;
import dev.sluice.provider.ProviderConfig.Timeouts;
import dev.sluice.sim.SimOptions;
import dev.sluice.sim.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two simulated providers alike, one of them behind a gateway with the default settings, but for a
 * shorter patience with silence; {@code -Dclients.profile=AGGRESSIVE} gives it another profile.
 * Whatever is scripted, is scripted at both. A test closes it.
 */
final class Arena implements AutoCloseable {
  /** The longest silence inside a reply that the gateway bears. */
  private static final Duration SILENCE = Duration.ofMillis(1_500);

  private static final int WARM = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Simulator plain = Simulator.start(SimOptions.DEFAULT);
  private final Simulator behind = Simulator.start(SimOptions.DEFAULT);
  private final RunningGateway gateway;

  private Arena(Path data) throws Exception {
    gateway = Wiring.start(config(data, behind.address()));
  }

  /** An arena whose gateway keeps its data in {@code data}. */
  static Arena open(Path data) throws Exception {
    Arena arena = new Arena(data);
    arena.warmUp();
    return arena;
  }

  /** Some clients wait for a second only, which a machine at work may need to load all classes. */
  private void warmUp() throws IOException, InterruptedException {
    for (int i = 0; i < WARM; i++) {
      String body =
          "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":8,\"stream\":"
              + (i % 2 == 0)
              + ",\"messages\":[{\"role\":\"user\",\"content\":\"warm up "
              + i
              + "\"}]}";
      HttpRequest request =
          HttpRequest.newBuilder(gateway().resolve("/v1/messages"))
              .header("content-type", "application/json")
              .header("x-api-key", "sk-ant-test-0123456789")
              .header("anthropic-version", "2023-06-01")
              .POST(BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("warming up: " + response.body());
      }
    }
    post("/__sim/reset", "{}");
  }

  private static SluiceConfig config(Path data, URI provider) {
    SluiceConfig defaults = SluiceConfig.defaults(data);
    ProviderConfig usual = ProviderConfig.ANTHROPIC;
    ProviderConfig simulated =
        new ProviderConfig(
            usual.type(),
            provider,
            usual.key(),
            usual.retries(),
            usual.connections(),
            new Timeouts(usual.timeouts().connect(), usual.timeouts().firstByte(), SILENCE),
            usual.proxy(),
            ProviderConfig.Breakpoints.AUTOMATIC);
    return new SluiceConfig(
        new ListenConfig("127.0.0.1", 0, List.of(), List.of(), null),
        Profile.valueOf(System.getProperty("clients.profile", "SAFE")),
        Map.of("anthropic", simulated),
        defaults.models(),
        defaults.strict(),
        defaults.savings(),
        defaults.keys(),
        defaults.limits(),
        defaults.ledger(),
        new LogConfig(Level.ERROR, Format.TEXT),
        data);
  }

  /** The provider without a gateway before it. */
  URI provider() {
    return plain.address();
  }

  /** The gateway before the other provider. */
  URI gateway() {
    return gateway.address();
  }

  /** Both providers do wrong with requests whose body holds {@code mark}. */
  void fault(Fault fault, String mark) throws IOException, InterruptedException {
    if (fault.times() != 0) {
      post("/__sim/faults", fault.rule(mark));
    }
  }

  /** Both providers give a scripted answer. */
  void answer(String script) throws IOException, InterruptedException {
    post("/__sim/answers", script);
  }

  /** What the provider without a gateway saw. */
  Sightings seenDirectly() throws IOException, InterruptedException {
    return sightings(plain);
  }

  /** What the provider behind the gateway saw. */
  Sightings seenBehind() throws IOException, InterruptedException {
    return sightings(behind);
  }

  private void post(String path, String json) throws IOException, InterruptedException {
    for (Simulator one : List.of(plain, behind)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(one.address() + path))
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString(json))
              .build();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(path + ": " + response.body() + " for " + json);
      }
    }
  }

  private Sightings sightings(Simulator one) throws IOException, InterruptedException {
    URI requests = URI.create(one.address() + "/__sim/requests?limit=1000");
    HttpRequest request = HttpRequest.newBuilder(requests).build();
    JsonNode answer =
        JsonMapper.shared().readTree(http.send(request, BodyHandlers.ofString()).body());
    return Sightings.of(answer);
  }

  @Override
  public void close() {
    gateway.close();
    behind.close();
    plain.close();
    http.close();
  }
}
