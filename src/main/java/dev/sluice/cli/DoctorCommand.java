package dev.sluice.cli;

import dev.sluice.Configuration;
import dev.sluice.SluiceConfig;
import dev.sluice.cli.doctor.Check;
import dev.sluice.cli.doctor.Check.Verdict;
import dev.sluice.cli.doctor.Doctor;
import dev.sluice.cli.doctor.Patient;
import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.JsonText;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.ConfigInvalid;
import dev.sluice.store.DataFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code sluice doctor}: checks everything that support would ask about. */
@CommandLine.Command(
    name = "sluice doctor",
    description = "Check everything and say how to mend what is wrong.",
    sortOptions = false,
    footer = {
      "",
      "Exit code 1 if something is wrong, 3 if the configuration is, 5 if only an",
      "upstream does not answer.",
      "",
      "Examples:",
      "  sluice doctor",
      "  sluice doctor --json",
      "  sluice doctor --config team.yaml"
    })
final class DoctorCommand implements Command {
  @Mixin JsonOption json = new JsonOption();
  @Mixin ConfigOptions options = new ConfigOptions();
  @Mixin HelpOption help = new HelpOption();

  @Override
  public int run(Terminal terminal) {
    List<Check> checks = new ArrayList<>();
    SluiceConfig config = config(terminal, checks);
    Patient patient =
        new Patient(
            config,
            DataFolder.running(config.data()).orElse(null),
            terminal.environment(),
            terminal.home(),
            terminal.clock());
    checks.addAll(Doctor.examine(patient));
    print(checks, terminal);
    return code(checks).number();
  }

  private SluiceConfig config(Terminal terminal, List<Check> checks) {
    try {
      Configuration.Loaded loaded = options.read(terminal);
      Path file = loaded.file();
      String from = file == null ? "defaults, no file" : file.toString();
      int warnings = loaded.warnings().size();
      String finding = from + (warnings == 0 ? "" : ", " + Words.count(warnings, "warning"));
      Verdict verdict = warnings == 0 ? Verdict.GOOD : Verdict.NOTE;
      checks.add(
          new Check("configuration", verdict, finding, warnings == 0 ? "" : "sluice validate"));
      return loaded.config();
    } catch (ConfigInvalid invalid) {
      String problem = invalid.problems().getFirst().message();
      checks.add(new Check("configuration", Verdict.BAD, problem, "sluice validate"));
      Path data = options.data == null ? Path.of("/nonexistent") : options.data;
      return SluiceConfig.defaults(data);
    }
  }

  private void print(List<Check> checks, Terminal terminal) {
    if (json.asked) {
      terminal.out().println(json(checks));
      return;
    }
    for (Check check : checks) {
      terminal.out().println(check.verdict().mark() + " " + check.name() + ": " + check.finding());
      if (!check.fix().isEmpty()) {
        terminal.out().println("    " + check.fix());
      }
    }
  }

  private static String json(List<Check> checks) {
    List<Object> list = new ArrayList<>();
    for (Check check : checks) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("name", check.name());
      members.put("verdict", Words.of(check.verdict()));
      members.put("finding", check.finding());
      members.put("fix", check.fix());
      list.add(members);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("schema", JsonOption.SCHEMA);
    all.put("ok", code(checks) == ExitCode.OK);
    all.put("checks", list);
    return JsonText.of(all);
  }

  private static ExitCode code(List<Check> checks) {
    List<Check> bad = checks.stream().filter(check -> check.verdict() == Verdict.BAD).toList();
    if (bad.isEmpty()) {
      return ExitCode.OK;
    }
    if (bad.getFirst().name().equals("configuration")) {
      return ExitCode.CONFIG;
    }
    boolean upstreams = bad.stream().allMatch(check -> check.name().startsWith("upstream"));
    return upstreams ? ExitCode.UPSTREAM : ExitCode.FAILURE;
  }
}
