package dev.sluice.bench;

import dev.sluice.bench.load.Load;
import dev.sluice.bench.load.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Records the gateway under one scenario with Flight Recorder and says where processor time and
 * memory went: {@code bench/profile SCENARIO}.
 */
final class Profile {

  private static final String RECORDING = "yardstick";
  private static final double WARM_SECONDS = 10;

  private final Options options;
  private final Pit pit;
  private final Load load;
  private final Scenario scenario;

  private Profile(Options options, Pit pit, Load load) {
    this.options = options;
    this.pit = pit;
    this.load = load;
    this.scenario = options.scenarios.iterator().next();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int code = 0;
    try {
      Options options = Options.parse(args);
      if (options.help) {
        System.out.print(Options.HELP);
      } else {
        checkedRun(options);
      }
    } catch (Usage e) {
      System.err.println("profile: " + e.getMessage());
      code = 2;
    }
    System.exit(code);
  }

  private static void checkedRun(Options options) throws IOException, InterruptedException {
    if (options.scenarios.size() != 1 || !options.scenarios.iterator().next().inRounds()) {
      throw new Usage("names one scenario: small, medium, large, rate, paced, burst or hit");
    }
    options.nginx = false;
    options.gateway = true;
    try (Pit pit = new Pit(Path.of(System.getProperty("bench.root")));
        Load load = new Load()) {
      new Profile(options, pit, load).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    Field field = new Field(options, pit, new Figures());
    field.start();
    Contestant gateway = field.all().getLast();
    Race.say("warming up");
    if (scenario == Scenario.HIT) {
      load.run(gateway.port(), Scenario.firstOfHits());
    }
    load.run(gateway.port(), scenario.plan(options.quick ? WARM_SECONDS / 2 : WARM_SECONDS));
    Path file = options.out == null ? pit.work().resolve("gateway.jfr") : options.out;
    jcmd(
        gateway,
        "JFR.start",
        "name=" + RECORDING,
        "settings=profile",
        "jdk.CPUTimeSample#enabled=true",
        "jdk.CPUTimeSample#throttle=2ms",
        "jdk.ObjectAllocationSample#throttle=1000/s");
    Race.say("recording " + options.seconds + " s of " + scenario.word());
    Map<String, Long> before = Machine.threadMicros(gateway.process());
    Tally tally = load.run(gateway.port(), scenario.plan(options.seconds));
    Map<String, Long> threads = spent(before, Machine.threadMicros(gateway.process()));
    jcmd(gateway, "JFR.stop", "name=" + RECORDING, "filename=" + file);
    System.out.print(new Hotspots(file, tally, threads).text());
    views(file);
  }

  private static Map<String, Long> spent(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> spent = new HashMap<>(after);
    before.forEach((name, micros) -> spent.merge(name, -micros, Long::sum));
    return spent;
  }

  private void jcmd(Contestant gateway, String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(tool("jcmd"), "" + gateway.process().pid()));
    line.addAll(List.of(words));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new Usage("jcmd " + words[0] + " failed: " + said.strip());
    }
  }

  private void views(Path file) throws IOException, InterruptedException {
    for (String view : List.of("cpu-time-hot-methods", "allocation-by-site", "gc-pauses")) {
      new ProcessBuilder(tool("jfr"), "view", "--width", "140", view, file.toString())
          .inheritIO()
          .start()
          .waitFor(60, TimeUnit.SECONDS);
    }
    if (options.out != null) {
      System.out.println(
          "\nThe recording is " + file + "; \"jfr view\" and \"jfr print\" look further into it.");
    }
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
