package dev.sluice.cli;

import dev.sluice.Profile;
import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.log.LogConfig;
import dev.sluice.log.LogLines;
import dev.sluice.workload.Bench;
import dev.sluice.workload.Outcome;
import dev.sluice.workload.Progress;
import dev.sluice.workload.Workload;
import dev.sluice.workload.Workloads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice bench savings}: what each workload costs with and without Sluice. */
@CommandLine.Command(
    name = "sluice bench savings",
    description = {
      "Replay workloads against a simulated provider, with and without Sluice. Needs no",
      "key. The figures are the provider's bill. Ends with 1 when a goal is missed."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice bench savings",
      "  sluice bench savings --workload coding-agent --workload clock",
      "  sluice bench savings --profile aggressive --json"
    })
final class BenchCommand implements Command {
  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description = "Only this one; may be given several times.")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "Profile of the gateway, in place of the one that each goal names.")
  @Nullable Profile profile;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of all texts, gaps and answers (1).")
  long seed;

  @Option(names = "--verbose", description = "Show every call of every run.")
  boolean verbose;

  @Mixin JsonOption json = new JsonOption();
  @Mixin HelpOption help = new HelpOption();

  @Override
  public int run(Terminal terminal) throws Failure {
    List<Workload> chosen = chosen();
    LogLines.configure(new LogConfig(LogConfig.Level.ERROR, LogConfig.Format.TEXT));
    try {
      List<Outcome> outcomes = play(chosen, terminal);
      BenchReport report = new BenchReport(seed, outcomes, verbose);
      if (json.asked) {
        report.json(terminal.out());
      } else {
        report.print(terminal.out());
      }
      return report.met() ? ExitCode.OK.number() : ExitCode.FAILURE.number();
    } catch (IOException failed) {
      throw new Failure(ExitCode.FAILURE, "the bench failed: " + failed.getMessage(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.FAILURE, "the bench was interrupted", stopped);
    } finally {
      LogLines.reset();
    }
  }

  private List<Outcome> play(List<Workload> chosen, Terminal terminal)
      throws IOException, InterruptedException {
    String named = profile == null ? null : profile.name().toLowerCase(Locale.ROOT);
    List<Outcome> outcomes = new ArrayList<>();
    if (json.asked) {
      playAll(chosen, new Bench(seed, named, Progress.SILENT), outcomes);
    } else {
      BenchProgress progress = new BenchProgress(terminal.err(), terminal.interactive());
      try {
        playAll(chosen, new Bench(seed, named, progress), outcomes);
      } finally {
        progress.close();
      }
    }
    return outcomes;
  }

  private static void playAll(List<Workload> chosen, Bench bench, List<Outcome> outcomes)
      throws IOException, InterruptedException {
    for (Workload workload : chosen) {
      outcomes.add(bench.play(workload));
    }
  }

  private List<Workload> chosen() throws Failure {
    List<String> known = Workloads.ALL.stream().map(Workload::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new Failure(
            ExitCode.USAGE,
            "bench savings: no workload " + name,
            "there are: " + String.join(", ", known));
      }
    }
    return Workloads.ALL.stream()
        .filter(workload -> names.isEmpty() || names.contains(workload.name()))
        .toList();
  }
}
