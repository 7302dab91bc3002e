package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.JsonText;
import dev.sluice.cli.terminal.Table;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.view.Dollars;
import dev.sluice.view.Group;
import dev.sluice.view.GroupBy;
import dev.sluice.view.LedgerView;
import dev.sluice.view.NoLedger;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice stats}: what the ledger says, whether or not a gateway runs. */
@CommandLine.Command(
    name = "sluice stats",
    description = "Show calls, tokens, cost and savings; works while no gateway runs, too.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice stats",
      "  sluice stats --by session --since 7d",
      "  sluice stats --json --data /srv/sluice"
    })
final class StatsCommand implements Command {
  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "model",
      description = "Group by model (default), session, day, provider, key or agent.")
  GroupBy by = GroupBy.MODEL;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "Only what is newer: 90m, 24h, 7d, 2026-11-01 or a full timestamp.")
  @Nullable String since;

  @Mixin JsonOption json = new JsonOption();
  @Mixin DataOption data = new DataOption();
  @Mixin HelpOption help = new HelpOption();

  @Override
  public int run(Terminal terminal) throws Failure {
    Path folder = data.folder(terminal);
    @Nullable Instant from = since == null ? null : Since.parse(since, terminal.clock());
    Found found = read(folder, from, terminal);
    if (json.asked) {
      terminal.out().println(json(folder, from, found));
    } else {
      print(found, terminal.out());
    }
    return ExitCode.OK.number();
  }

  /** Sums over a data folder's ledger since a time, null for the beginning. */
  static Figures totals(Path folder, @Nullable Instant from) throws Failure {
    try (LedgerView view = LedgerView.open(folder)) {
      return Figures.of(view.totals(from, null));
    } catch (NoLedger none) {
      throw new Failure(ExitCode.FAILURE, String.valueOf(none.getMessage()), none);
    }
  }

  private Found read(Path folder, @Nullable Instant from, Terminal terminal) {
    try (LedgerView view = LedgerView.open(folder)) {
      Map<String, Figures> groups = new LinkedHashMap<>();
      for (Group group : view.by(by, from, null)) {
        groups.put(group.name(), Figures.of(group.totals()));
      }
      return new Found(Figures.of(view.totals(from, null)), groups);
    } catch (NoLedger none) {
      terminal.err().println("sluice: no ledger in " + folder + " yet; it begins with the first call");
      terminal.err().println("  sluice start, or see how it looks: sluice demo");
      return new Found(Figures.NONE, Map.of());
    }
  }

  private String json(Path folder, @Nullable Instant from, Found found) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("schema", JsonOption.SCHEMA);
    all.put("data", folder);
    all.put("since", from);
    all.put("totals", found.totals().members());
    all.put("by", Words.of(by));
    List<Object> groups = new ArrayList<>();
    found
        .groups()
        .forEach(
            (name, figures) -> {
              Map<String, Object> members = new LinkedHashMap<>();
              members.put("name", name);
              members.putAll(figures.members());
              groups.add(members);
            });
    all.put("groups", groups);
    return JsonText.of(all);
  }

  private void print(Found found, PrintStream out) {
    Table table =
        new Table(
            Words.of(by), "calls", "hits", "in", "cache write", "cache read", "out", "cost", "saved");
    found.groups().forEach((name, figures) -> table.row(cells(name.isEmpty() ? "-" : name, figures)));
    if (found.groups().size() != 1) {
      table.row(cells("total", found.totals()));
    }
    table.print(out);
    Figures totals = found.totals();
    totals
        .savings()
        .forEach((mechanism, nanos) -> out.println("saved by " + mechanism + ": " + Dollars.people(nanos)));
    if (totals.unpriced() > 0) {
      out.println(Words.count(totals.unpriced(), "call") + " of models without a price: not in the cost");
    }
  }

  private static List<String> cells(String name, Figures figures) {
    return List.of(
        name,
        Figures.number(figures.calls()),
        Figures.number(figures.hits()),
        Figures.number(figures.tokens().input()),
        Figures.number(figures.tokens().written()),
        Figures.number(figures.tokens().read()),
        Figures.number(figures.tokens().output()),
        Dollars.people(figures.cost()),
        Dollars.people(figures.saved()));
  }

  private record Found(Figures totals, Map<String, Figures> groups) {}
}
