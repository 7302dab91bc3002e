package dev.sluice.testkit;

import dev.sluice.RunningGateway;
import dev.sluice.SluiceConfig;
import dev.sluice.StartFailed;
import dev.sluice.Wiring;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.listener.ListenConfig;
import dev.sluice.provider.ProviderConfig;
import dev.sluice.provider.ProviderConfig.KeySource;
import dev.sluice.view.LedgerView;
import dev.sluice.view.NoLedger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real gateway on a free port in front of a fake provider, with its data in a folder of its own.
 */
public final class GatewayRig implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final FakeProvider provider = new FakeProvider();
  private final Path data;
  private final RunningGateway gateway;

  /** With the default configuration. */
  public GatewayRig(Path data) throws IOException, StartFailed {
    this(data, config -> config);
  }

  /** With a configuration made from the default one. */
  public GatewayRig(Path data, UnaryOperator<SluiceConfig> change) throws IOException, StartFailed {
    this.data = data;
    this.gateway = Wiring.start(change.apply(standard(data, provider.address())));
  }

  /** The default configuration on a free port with one provider. */
  public static SluiceConfig standard(Path data, URI endpoint) {
    SluiceConfig d = SluiceConfig.defaults(data);
    return new SluiceConfig(
        new ListenConfig("127.0.0.1", 0, List.of(), List.of(), null),
        d.profile(),
        Map.of("anthropic", provider(endpoint, 0)),
        d.models(),
        d.strict(),
        d.savings(),
        d.keys(),
        d.limits(),
        d.ledger(),
        d.log(),
        data);
  }

  /** A provider of default settings with so many retries. */
  public static ProviderConfig provider(URI endpoint, int retries) {
    ProviderConfig d = ProviderConfig.ANTHROPIC;
    return new ProviderConfig(
        d.type(),
        endpoint,
        new KeySource.Passthrough(),
        retries,
        d.connections(),
        d.timeouts(),
        null,
        ProviderConfig.Breakpoints.AUTOMATIC);
  }

  /** The same configuration with other providers. */
  public static SluiceConfig withProviders(SluiceConfig c, Map<String, ProviderConfig> providers) {
    return new SluiceConfig(
        c.listen(),
        c.profile(),
        providers,
        c.models(),
        c.strict(),
        c.savings(),
        c.keys(),
        c.limits(),
        c.ledger(),
        c.log(),
        c.data());
  }

  /** The provider behind it. */
  public FakeProvider provider() {
    return provider;
  }

  /** The gateway itself. */
  public RunningGateway gateway() {
    return gateway;
  }

  /** A new client connection. */
  public RawClient client() throws IOException {
    return new RawClient(gateway.address());
  }

  /** Posts a message and reads the whole reply. */
  public Wire.Message message(String body, String... lines) throws IOException {
    try (RawClient client = client()) {
      return client.post("/v1/messages", body, lines).reply();
    }
  }

  /** Waits until every exchange that began has ended, its entry written and its reply kept. */
  public void idle() {
    long end = System.nanoTime() + 10_000_000_000L;
    while (gateway.underWay() > 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still under way after 10 s: " + gateway.underWay());
      }
      Thread.onSpinWait();
    }
  }

  /** The JSON of {@code /proxy/stats}, once nothing is under way. */
  public JsonNode stats(String... lines) throws IOException {
    idle();
    try (RawClient client = client()) {
      return JSON.readTree(client.get("/proxy/stats", lines).reply().text());
    }
  }

  /** Waits until nothing is under way and so many entries are in the ledger; newest first. */
  public List<LedgerEntry> entries(int expected) throws Exception {
    long end = System.nanoTime() + 10_000_000_000L;
    while (true) {
      List<LedgerEntry> entries = recorded();
      if (entries.size() >= expected && gateway.underWay() == 0 || System.nanoTime() > end) {
        return entries;
      }
      Thread.sleep(5);
    }
  }

  private List<LedgerEntry> recorded() {
    try (LedgerView view = LedgerView.open(data)) {
      return view.recent(10_000);
    } catch (NoLedger notYet) {
      return List.of();
    }
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    provider.close();
  }
}
