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
import dev.sluice.view.Totals;
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
      "  sluice stats --by mechanism",
      "  sluice stats --json --data /srv/sluice"
    })
final class StatsCommand implements Command {
  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "model",
      description =
          "Group by model (default), session, day, provider, key, agent, tag or mechanism.")
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
      return Figures.of(view, from);
    } catch (NoLedger none) {
      throw new Failure(ExitCode.FAILURE, String.valueOf(none.getMessage()), none);
    }
  }

  private Found read(Path folder, @Nullable Instant from, Terminal terminal) {
    try (LedgerView view = LedgerView.open(folder)) {
      return new Found(Figures.of(view, from), view.by(by, from, null));
    } catch (NoLedger none) {
      terminal.err().println("sluice: " + none.getMessage());
      terminal.err().println("  begin one: sluice start; or see how it looks: sluice demo");
      return new Found(Figures.NONE, List.of());
    }
  }

  private String json(Path folder, @Nullable Instant from, Found found) {
    List<Object> groups = new ArrayList<>();
    for (Group group : found.groups()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("name", group.name());
      members.putAll(Figures.members(group.totals()));
      groups.add(members);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("schema", JsonOption.SCHEMA);
    all.put("data", folder);
    all.put("since", from);
    all.put("totals", found.figures().members());
    all.put("by", Words.of(by));
    all.put("groups", groups);
    return JsonText.of(all);
  }

  private void print(Found found, PrintStream out) {
    String what = Words.of(by);
    Table table = new Table(what, "calls", "hits", "in", "write", "read", "out", "cost", "saved");
    for (Group group : found.groups()) {
      table.row(cells(group.name().isEmpty() ? "-" : group.name(), group.totals()));
    }
    if (found.groups().size() != 1) {
      table.row(cells("total", found.figures().totals()));
    }
    table.print(out);
    SavingsText.lines(found.figures()).forEach(out::println);
    long unpriced = found.figures().totals().unpriced();
    if (unpriced > 0) {
      out.println(Words.count(unpriced, "call") + " of models without a price, not in the cost");
    }
  }

  private static List<String> cells(String name, Totals totals) {
    return List.of(
        name,
        Figures.number(totals.calls()),
        Figures.number(totals.hits()),
        Figures.number(totals.tokens().input()),
        Figures.number(Figures.written(totals)),
        Figures.number(totals.tokens().cacheRead()),
        Figures.number(totals.tokens().output()),
        Dollars.people(totals.cost()),
        Dollars.people(totals.saved()));
  }

  private record Found(Figures figures, List<Group> groups) {}
}
