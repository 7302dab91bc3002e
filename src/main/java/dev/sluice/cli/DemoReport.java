package dev.sluice.cli;

import dev.sluice.cli.demo.SimulatorBill;
import dev.sluice.cli.terminal.JsonText;
import dev.sluice.cli.terminal.Table;
import dev.sluice.view.Dollars;
import dev.sluice.view.Totals;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo has shown: figures from the ledger, checked against the simulated provider's bill.
 *
 * @param figures the ledger's sums
 * @param bill the provider's
 * @param kept the data folder, null when it is gone
 */
record DemoReport(Figures figures, SimulatorBill bill, @Nullable Path kept) {

  /** Whether ledger and bill are equal to the nano-dollar and to the call. */
  boolean agrees() {
    Totals totals = figures.totals();
    return totals.cost() == bill.nanos() && totals.calls() - totals.hits() == bill.requests();
  }

  void print(PrintStream out) {
    out.println();
    Totals totals = figures.totals();
    Table table = new Table("what the ledger says", "");
    table.row("calls", Figures.number(totals.calls()));
    table.row("answered from Sluice's cache", Figures.number(totals.hits()));
    table.row("tokens in", Figures.number(totals.tokens().input()));
    table.row("tokens out", Figures.number(totals.tokens().output()));
    table.row("tokens written to the prompt cache", Figures.number(figures.written()));
    table.row("tokens read from the prompt cache", Figures.number(totals.tokens().cacheRead()));
    table.row("cost without Sluice", Dollars.people(totals.without()));
    table.row("cost with Sluice", Dollars.people(totals.cost()));
    table.row("saved" + figures.percentSaved(), Dollars.people(totals.saved()));
    table.print(out);
    out.println();
    out.println(verdict());
    out.println();
    MechanismTable.of("saved by", figures.mechanisms()).print(out);
    out.println();
    next(out);
  }

  private String verdict() {
    String ledger = "$" + Dollars.exact(figures.totals().cost());
    return agrees()
        ? "The ledger and the simulated provider's own bill agree to the nano-dollar: " + ledger
        : "The ledger says "
            + ledger
            + ", the simulated provider's own bill $"
            + Dollars.exact(bill.nanos())
            + " for "
            + Words.count(bill.requests(), "call")
            + ": please report this";
  }

  private void next(PrintStream out) {
    out.println("Next:");
    out.println("  ./sluice run -- claude      Claude Code through Sluice, with a receipt");
    out.println("  ./sluice start              the gateway on http://127.0.0.1:8088");
    out.println("  ./sluice stats --by model   what it cost, and what was saved");
    if (kept == null) {
      out.println("  ./sluice demo --keep        this again, keeping its ledger to look into");
    } else {
      out.println("  ./sluice stats --by agent --data " + kept);
    }
  }

  void json(PrintStream out) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("schema", JsonOption.SCHEMA);
    members.putAll(figures.members());
    members.put("bill_requests", bill.requests());
    members.put("bill_usd", new JsonText.Raw(Dollars.exact(bill.nanos())));
    members.put("agrees", agrees());
    members.put("data", kept);
    out.println(JsonText.of(members));
  }
}
