package dev.sluice.bench;

import dev.sluice.bench.load.Load;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Measures the gateway beside nginx: {@code bench/yardstick}.
 *
 * <p>Exit code 0 when all was measured and nothing went wrong, 1 when a request did, 2 for a
 * command line that cannot be carried out. Goals that are missed do not change it.
 */
final class Yardstick {

  private Yardstick() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int code;
    try {
      code = run(Options.parse(args), Path.of(System.getProperty("bench.root")));
    } catch (Usage e) {
      System.err.println("yardstick: " + e.getMessage());
      code = 2;
    }
    System.exit(code);
  }

  private static int run(Options options, Path root) throws IOException, InterruptedException {
    if (options.help) {
      System.out.print(Options.HELP);
      return 0;
    }
    if (options.write != null) {
      Page.check(options.write);
    }
    try (Pit pit = new Pit(root);
        Load load = new Load()) {
      Outcome outcome = new Race(options, pit, load).run();
      Report report = new Report(options, About.versions(root, options.nginx), outcome);
      System.out.print(options.json ? report.json() : report.markdown());
      if (options.write != null) {
        Page.write(options.write, report.markdown());
      }
      return outcome.faults().isEmpty() ? 0 : 1;
    }
  }
}
