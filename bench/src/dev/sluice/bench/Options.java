package dev.sluice.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The command line of both commands. Fields are set while it is parsed and not after. */
final class Options {

  static final String HELP =
      """
      Usage: bench/yardstick [options]         measures the gateway of this tree beside nginx
             bench/profile SCENARIO [options]  says where it spends processor time and memory

        --quick              one short round (under 90 s) in place of three (under 6 minutes)
        --rounds N           how many rounds (default 3)
        --scenario NAME,...  only these: start small medium large rate paced burst hit memory
        --json               print JSON in place of Markdown
        --write FILE         also put the result between the yardstick markers of FILE
        --skip-nginx         no nginx, so no ratios;  --skip-gateway  nginx and direct only
        --gateway-arg ARG    a further argument of "sluice start"; may be repeated
        --gateway-url URL    measure a gateway that runs already (http://127.0.0.1:PORT), with
        --gateway-pid PID    its process and
        --mock-port N        where its --upstream points: the mock will listen there
        --seconds N          profile: how long to record (default 15)
        --out FILE           profile: keep the recording
        --seed N             order of the contestants (default: a new one each time, printed)
      """;

  int rounds;
  boolean quick;
  boolean json;
  boolean nginx = true;
  boolean gateway = true;
  boolean help;
  final Set<Scenario> scenarios = EnumSet.noneOf(Scenario.class);
  final List<String> gatewayArgs = new ArrayList<>();
  Path write;
  Path out;
  URI gatewayUrl;
  long gatewayPid;
  int mockPort;
  int seconds = 15;
  long seed = System.nanoTime() % 1_000_000;

  static Options parse(String... args) {
    Options options = new Options();
    Deque<String> rest = new ArrayDeque<>(List.of(args));
    while (!rest.isEmpty()) {
      options.take(rest.pop(), rest);
    }
    options.complete();
    return options;
  }

  boolean has(Scenario scenario) {
    return scenarios.contains(scenario);
  }

  private void take(String name, Deque<String> rest) {
    switch (name) {
      case "--quick" -> quick = true;
      case "--json" -> json = true;
      case "--skip-nginx" -> nginx = false;
      case "--skip-gateway" -> gateway = false;
      case "--help", "-h" -> help = true;
      case "--rounds" -> rounds = (int) number(name, rest);
      case "--scenario" -> scenarios(value(name, rest));
      case "--write" -> write = Path.of(value(name, rest)).toAbsolutePath();
      case "--out" -> out = Path.of(value(name, rest)).toAbsolutePath();
      case "--gateway-arg" -> gatewayArgs.add(value(name, rest));
      case "--gateway-url" -> gatewayUrl = URI.create(value(name, rest));
      case "--gateway-pid" -> gatewayPid = number(name, rest);
      case "--mock-port" -> mockPort = (int) number(name, rest);
      case "--seconds" -> seconds = (int) number(name, rest);
      case "--seed" -> seed = number(name, rest);
      default -> word(name);
    }
  }

  private void word(String name) {
    if (name.startsWith("-")) {
      throw new Usage(name + ": no such option; --help lists them");
    }
    scenarios(name);
  }

  private void scenarios(String names) {
    for (String name : names.split(",")) {
      scenarios.add(Scenario.named(name.strip()));
    }
  }

  private void complete() {
    rounds = rounds > 0 ? rounds : quick ? 1 : 3;
    if (scenarios.isEmpty()) {
      scenarios.addAll(EnumSet.allOf(Scenario.class));
    }
    if (gatewayUrl != null && (gatewayPid == 0 || mockPort == 0 || gatewayUrl.getPort() < 0)) {
      throw new Usage("--gateway-url http://127.0.0.1:PORT needs --gateway-pid and --mock-port");
    }
  }

  private static String value(String name, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new Usage(name + ": a value is missing");
    }
    return rest.pop();
  }

  private static long number(String name, Deque<String> rest) {
    String text = value(name, rest);
    try {
      long number = Long.parseLong(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Usage(name + ": " + text + " (expected: a number of 1 or more)");
  }
}
