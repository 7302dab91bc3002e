package dev.sluice.cli.doctor;

import dev.sluice.provider.ProviderConfig;
import dev.sluice.store.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks of sockets: the port, the gateway on it, the upstreams, and the clock by theirs. */
final class Network {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration SKEW = Duration.ofMinutes(1);

  private Network() {}

  static Check port(Patient patient) {
    int port = patient.config().listen().port();
    Running running = patient.running();
    if (running != null && running.address().getPort() == port) {
      return Check.good("port", port + ", held by this gateway (pid " + running.pid() + ")");
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      InetAddress host = InetAddress.getByName(patient.config().listen().host());
      socket.bind(new InetSocketAddress(host, port));
      return Check.good("port", port + " is free");
    } catch (IOException e) {
      @Nullable PortOwner owner = PortOwner.of(port);
      String by = owner == null ? e.getMessage() : "in use by " + owner.describe();
      return Check.bad("port", port + ": " + by, "stop that, or use --port N");
    }
  }

  static Check gateway(Patient patient) {
    Running running = patient.running();
    if (running == null) {
      return Check.note("gateway", "none runs with this data folder", "sluice start");
    }
    String who = running.address() + " (pid " + running.pid() + ")";
    try {
      HttpProbe probe = HttpProbe.ask("GET", running.address().resolve("/health"), PATIENCE);
      return probe.status() == 200
          ? Check.good("gateway", "well on " + who)
          : Check.bad("gateway", who + " says status " + probe.status(), "sluice stop, then start");
    } catch (IOException e) {
      return Check.bad("gateway", who + " does not answer: " + e.getMessage(), "sluice stop --now");
    }
  }

  /** One check an upstream, and the clock by the first that tells the time. */
  static List<Check> upstreams(Patient patient) {
    List<Check> checks = new ArrayList<>();
    Check clock = Check.note("clock", "no upstream tells the time", "");
    for (var provider : patient.config().providers().entrySet()) {
      ProviderConfig config = provider.getValue();
      String name = "upstream " + provider.getKey();
      try {
        if (config.proxy() != null) {
          connect(config.proxy());
          checks.add(Check.good(name, config.endpoint() + ", its proxy takes connections"));
          continue;
        }
        URI hello = config.endpoint().resolve("/api/hello");
        HttpProbe probe = HttpProbe.ask("HEAD", hello, PATIENCE);
        checks.add(Check.good(name, config.endpoint() + " answers"));
        clock = clock(probe, patient.clock(), clock);
      } catch (IOException e) {
        checks.add(
            Check.bad(
                name,
                config.endpoint() + " does not answer: " + reason(e),
                "check the address, DNS, firewall and proxy; or set --upstream URL"));
      }
    }
    checks.add(clock);
    return checks;
  }

  private static void connect(URI proxy) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(proxy.getHost(), proxy.getPort()), (int) PATIENCE.toMillis());
    }
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName().replace("Exception", "");
    return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
  }

  private static Check clock(HttpProbe probe, InstantSource clock, Check otherwise) {
    if (probe.date().equals(Instant.EPOCH)) {
      return otherwise;
    }
    Duration skew = Duration.between(probe.date(), clock.instant()).abs();
    String finding = "differs from the upstream's by " + skew.toSeconds() + " s";
    return skew.compareTo(SKEW) > 0
        ? Check.bad("clock", finding, "set the machine's clock, for instance by NTP")
        : Check.good("clock", finding);
  }
}
