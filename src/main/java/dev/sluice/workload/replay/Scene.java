package dev.sluice.workload.replay;

import dev.sluice.Configuration;
import dev.sluice.RunningGateway;
import dev.sluice.StartFailed;
import dev.sluice.Wiring;
import dev.sluice.config.ConfigInvalid;
import dev.sluice.config.ConfigSources;
import dev.sluice.sim.SimOptions;
import dev.sluice.sim.Simulator;
import dev.sluice.workload.client.MessagesClient;
import dev.sluice.workload.client.Texts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one run plays: a fresh simulated provider, a gateway in front of it or not, and a time of
 * day that both share and only {@link #pass} moves. Safe for several threads but for {@link
 * #texts}; whoever opened it closes it.
 */
public final class Scene implements AutoCloseable {
  private final Map<String, Long> notes = new ConcurrentHashMap<>();
  private final StoryClock clock = new StoryClock();
  private final Variant variant;
  private final Texts texts;
  private final Runnable called;
  private final Simulator simulator;
  private final SimulatorControl control;
  private @Nullable Path data;
  private @Nullable RunningGateway gateway;

  private Scene(Variant variant, long seed, Runnable called) {
    this.variant = variant;
    this.called = called;
    texts = new Texts(seed);
    SimOptions usual = SimOptions.DEFAULT;
    simulator = Simulator.start(new SimOptions(usual.host(), 0, seed));
    control = new SimulatorControl(simulator.address());
  }

  /**
   * Opens one.
   *
   * @param variant whether there is a gateway, and which
   * @param seed what all texts and all of the provider's draws follow from
   * @param called is run after each call of a client
   */
  static Scene open(Variant variant, long seed, Runnable called) throws IOException {
    Scene scene = new Scene(variant, seed, called);
    try {
      scene.control.now(scene.clock.instant());
      if (variant.gateway() != null) {
        scene.startGateway(variant.gateway());
      }
      return scene;
    } catch (IOException | RuntimeException failed) {
      scene.close();
      throw failed;
    }
  }

  private void startGateway(Variant.Gateway asked) throws IOException {
    Path folder = Files.createTempDirectory("sluice-bench-");
    data = folder;
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("listen.port", "0");
    flags.put("providers.anthropic.endpoint", simulator.address().toString());
    flags.put("data", folder.toString());
    flags.put("profile", asked.profile());
    flags.putAll(asked.switches());
    try {
      Configuration.Loaded loaded = Configuration.load(new ConfigSources(null, Map.of(), flags));
      gateway = Wiring.start(loaded.config(), clock);
    } catch (ConfigInvalid | StartFailed failed) {
      throw new IOException("the gateway does not start: " + failed.getMessage(), failed);
    }
  }

  /** Texts of this run; the same in every run of a workload with one seed. */
  public Texts texts() {
    return texts;
  }

  /** The time in the story. */
  public Instant now() {
    return clock.instant();
  }

  /** Lets time pass for provider and gateway. */
  public void pass(Duration time) {
    clock.pass(time);
  }

  /** Lets some seconds pass. */
  public void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /**
   * Lets real time go by where there is a gateway, for what it does behind the replies; the time of
   * the story stands still.
   */
  public void breathe(int millis) {
    if (gateway != null) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }

  /** The provider's control API. */
  public SimulatorControl simulator() {
    return control;
  }

  /** Where clients call: the gateway if there is one, else the provider. */
  public URI address() {
    return gateway == null ? simulator.address() : gateway.address();
  }

  /** A client of this user agent; whoever asked closes it. */
  public MessagesClient client(String agent) {
    return new MessagesClient(
        address(),
        agent,
        new MessagesClient.Around() {
          @Override
          public void before() throws IOException {
            // The provider's clock runs on by itself; a call must not depend on how long that was.
            control.now(clock.instant());
          }

          @Override
          public void after() {
            called.run();
          }
        });
  }

  /** Counts something under a word. */
  public void note(String word, long by) {
    notes.merge(word, by, Long::sum);
  }

  /** Ends the gateway and takes down what came of it. */
  Run finish(String failure) throws IOException {
    Booked booked = null;
    if (gateway != null && data != null) {
      gateway.drain();
      booked = Booked.of(data);
    }
    return new Run(variant, control.bill(), booked, control.received(), failure, notes);
  }

  @Override
  public void close() throws IOException {
    if (gateway != null) {
      gateway.close();
    }
    control.close();
    simulator.close();
    if (data != null) {
      delete(data);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> below = Files.walk(folder)) {
      all = below.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
