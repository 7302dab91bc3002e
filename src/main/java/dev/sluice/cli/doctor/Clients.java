package dev.sluice.cli.doctor;

import dev.sluice.store.Running;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The checks of what clients started from this shell would do. */
final class Clients {
  private static final String BASE_URL = "ANTHROPIC_BASE_URL";
  private static final List<String> ELSEWHERE =
      List.of("CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_VERTEX", "CLAUDE_CODE_USE_FOUNDRY");
  private static final List<String> CREDENTIALS =
      List.of("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN");
  private static final List<String> PROXIES =
      List.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy");

  private Clients() {}

  static List<Check> all(Patient patient) {
    List<Check> checks = new ArrayList<>();
    checks.add(baseUrl(patient));
    checks.add(credentials(patient));
    checks.add(proxies(patient));
    return checks;
  }

  private static Check baseUrl(Patient patient) {
    for (String name : ELSEWHERE) {
      if (!patient.variable(name).isEmpty()) {
        return Check.bad(
            "claude code", name + " is set: requests go past this gateway", "unset " + name);
      }
    }
    String settings = inSettings(patient.home().resolve(".claude/settings.json"));
    String set = settings.isEmpty() ? patient.variable(BASE_URL) : settings;
    String where = settings.isEmpty() ? BASE_URL : BASE_URL + " in ~/.claude/settings.json";
    String fix = "eval \"$(sluice env)\"   or: sluice run -- claude";
    if (set.isEmpty()) {
      return Check.note("claude code", BASE_URL + " is not set in this shell", fix);
    }
    if (pointsHere(set, patient)) {
      return localhostIsIpv6(set)
          ? Check.bad(
              "claude code",
              where + ": localhost is ::1 here, the gateway listens on 127.0.0.1",
              "write 127.0.0.1 instead of localhost")
          : Check.good("claude code", where + " points here");
    }
    return Check.note("claude code", where + " points elsewhere: " + shown(set), fix);
  }

  /** Without user information and query, which may hold secrets. */
  private static String shown(String address) {
    try {
      URI uri = URI.create(address);
      return uri.getScheme()
          + "://"
          + uri.getHost()
          + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    } catch (IllegalArgumentException notAnAddress) {
      return "not an address";
    }
  }

  private static boolean pointsHere(String set, Patient patient) {
    Running running = patient.running();
    int port = running == null ? patient.config().listen().port() : running.address().getPort();
    try {
      URI uri = URI.create(set);
      String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
      boolean local = List.of("127.0.0.1", "localhost", "[::1]").contains(host);
      return uri.getPort() == port && (local || host.equals(patient.config().listen().host()));
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  private static boolean localhostIsIpv6(String set) {
    try {
      return "localhost".equals(URI.create(set).getHost())
          && InetAddress.getByName("localhost") instanceof Inet6Address;
    } catch (IOException unknown) {
      return false;
    }
  }

  private static String inSettings(Path file) {
    try {
      return JsonMapper.builder()
          .build()
          .readTree(Files.readString(file))
          .path("env")
          .path(BASE_URL)
          .asString("");
    } catch (IOException | JacksonException none) {
      return "";
    }
  }

  private static Check credentials(Patient patient) {
    List<String> seen =
        CREDENTIALS.stream().filter(name -> !patient.variable(name).isEmpty()).toList();
    return seen.isEmpty()
        ? Check.good("credentials", "none in this shell; a login passes through as well")
        : Check.good("credentials", String.join(" and ", seen) + " set; they pass through");
  }

  private static Check proxies(Patient patient) {
    @Nullable String proxy =
        PROXIES.stream().filter(name -> !patient.variable(name).isEmpty()).findFirst().orElse(null);
    if (proxy == null) {
      return Check.good("proxy", "no proxy variables");
    }
    String excepted = patient.variable("NO_PROXY") + "," + patient.variable("no_proxy");
    return excepted.contains("127.0.0.1") || excepted.contains("*")
        ? Check.good("proxy", proxy + " is set, and 127.0.0.1 excepted from it")
        : Check.bad(
            "proxy",
            proxy + " is set: clients may send requests for 127.0.0.1 to it",
            "export NO_PROXY=127.0.0.1,localhost");
  }
}
