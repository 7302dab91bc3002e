package dev.sluice.cli;

import dev.sluice.cli.terminal.JsonText;
import dev.sluice.cli.terminal.Table;
import dev.sluice.view.BreakSums;
import dev.sluice.view.Dollars;
import dev.sluice.view.Totals;
import dev.sluice.workload.Outcome;
import dev.sluice.workload.Runs;
import dev.sluice.workload.Verdict;
import dev.sluice.workload.replay.Bill;
import dev.sluice.workload.replay.Booked;
import dev.sluice.workload.replay.Run;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bench has measured, for people and for programs. Money is the simulated provider's bill,
 * but for what the ledger says of each mechanism.
 *
 * @param seed what it followed from
 * @param outcomes the workloads
 * @param verbose whether every call is shown
 */
record BenchReport(long seed, List<Outcome> outcomes, boolean verbose) {

  /** Whether every goal is met. */
  boolean met() {
    return outcomes.stream().allMatch(Outcome::met);
  }

  void print(PrintStream out) {
    for (Outcome outcome : outcomes) {
      out.println();
      out.println(outcome.name() + ": " + outcome.summary());
      runs(outcome).print(out);
      for (Run run : outcome.runs()) {
        mechanisms(run, out);
        calls(run, out);
      }
      for (Verdict verdict : outcome.verdicts()) {
        String word = verdict.met() ? "PASS  " : "MISS  ";
        out.println(word + verdict.goal() + ": " + verdict.measured());
      }
    }
    out.println();
    List<Verdict> all = outcomes.stream().flatMap(one -> one.verdicts().stream()).toList();
    long met = all.stream().filter(Verdict::met).count();
    out.println(met + " of " + Words.count(all.size(), "goal") + " met, seed " + seed);
  }

  private static Table runs(Outcome outcome) {
    Table table =
        new Table(
            "run",
            "calls",
            "billed",
            "fresh",
            "write 5m",
            "write 1h",
            "read",
            "read %",
            "output",
            "cost",
            "saved");
    Runs runs = new Runs(outcome.runs());
    for (Run run : outcome.runs()) {
      Totals.Tokens tokens = run.bill().tokens();
      table.row(
          label(run),
          Figures.number(calls(run)),
          Figures.number(run.bill().requests()),
          Figures.number(tokens.input()),
          Figures.number(tokens.cacheWrite5m()),
          Figures.number(tokens.cacheWrite1h()),
          Figures.number(tokens.cacheRead()),
          share(tokens.cacheReadRate()),
          Figures.number(tokens.output()),
          Dollars.people(run.nanos()),
          saved(runs.saved(run)));
    }
    return table;
  }

  private static String label(Run run) {
    String name = run.variant().name();
    String setting = run.variant().setting();
    return name.equals(setting) || run.booked() == null ? name : name + " (" + setting + ")";
  }

  private static long calls(Run run) {
    Booked booked = run.booked();
    return booked == null ? run.bill().requests() : booked.totals().calls();
  }

  private static void mechanisms(Run run, PrintStream out) {
    Booked booked = run.booked();
    if (booked != null && !booked.mechanisms().isEmpty()) {
      MechanismTable.of(label(run) + ", by the ledger", booked.mechanisms()).print(out);
    }
  }

  private void calls(Run run, PrintStream out) {
    if (!verbose) {
      return;
    }
    out.println();
    out.println(label(run) + ", call by call:");
    Table table = new Table("model", "fresh", "write 5m", "write 1h", "read", "output", "cost");
    for (Bill.Line line : run.bill().lines()) {
      table.row(
          line.model(),
          Figures.number(line.tokens().input()),
          Figures.number(line.tokens().cacheWrite5m()),
          Figures.number(line.tokens().cacheWrite1h()),
          Figures.number(line.tokens().cacheRead()),
          Figures.number(line.tokens().output()),
          "$" + Dollars.exact(line.nanos()));
    }
    table.print(out);
    out.println();
  }

  private static String saved(@Nullable Double share) {
    return share == null ? "" : share(share);
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  void json(PrintStream out) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("schema", JsonOption.SCHEMA);
    members.put("seed", seed);
    members.put("met", met());
    members.put("workloads", outcomes.stream().map(BenchReport::members).toList());
    out.println(JsonText.of(members));
  }

  private static Map<String, Object> members(Outcome outcome) {
    Runs runs = new Runs(outcome.runs());
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", outcome.name());
    members.put("summary", outcome.summary());
    members.put("met", outcome.met());
    members.put("runs", outcome.runs().stream().map(run -> members(run, runs.saved(run))).toList());
    members.put("goals", outcome.verdicts().stream().map(BenchReport::members).toList());
    return members;
  }

  private static Map<String, Object> members(Verdict verdict) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("goal", verdict.goal());
    members.put("measured", verdict.measured());
    members.put("met", verdict.met());
    return members;
  }

  private static Map<String, Object> members(Run run, @Nullable Double saved) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", run.variant().name());
    members.put("setting", run.variant().setting());
    members.put("calls", calls(run));
    members.put("billed_requests", run.bill().requests());
    members.put("errors", run.errors());
    members.put("failure", run.failure());
    members.put("tokens", tokens(run.bill().tokens()));
    members.put("cache_read_share", run.bill().tokens().cacheReadRate());
    members.put("cost_usd", new JsonText.Raw(Dollars.exact(run.nanos())));
    members.put("saved_share", saved);
    Booked booked = run.booked();
    if (booked != null) {
      members.put("cache_hits", booked.totals().hits());
      members.put("ledger_cost_usd", new JsonText.Raw(Dollars.exact(booked.totals().cost())));
      members.put("mechanisms", booked.mechanisms().stream().map(Figures::members).toList());
      members.put("cache_breaks", booked.breaks().stream().map(BreakSums::cause).toList());
    }
    members.put("notes", run.notes());
    return members;
  }

  private static Map<String, Object> tokens(Totals.Tokens tokens) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("input", tokens.input());
    members.put("cache_write_5m", tokens.cacheWrite5m());
    members.put("cache_write_1h", tokens.cacheWrite1h());
    members.put("cache_read", tokens.cacheRead());
    members.put("output", tokens.output());
    return members;
  }
}
