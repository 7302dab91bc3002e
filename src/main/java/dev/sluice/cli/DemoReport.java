package dev.sluice.cli;

import dev.sluice.cli.demo.SimulatorBill;
import dev.sluice.cli.terminal.JsonText;
import dev.sluice.cli.terminal.Table;
import dev.sluice.view.Dollars;
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
    return figures.cost() == bill.nanos() && figures.calls() - figures.hits() == bill.requests();
  }

  void print(PrintStream out) {
    out.println();
    Table table = new Table("what the ledger says", "");
    table.row("calls", Figures.number(figures.calls()));
    table.row("answered from Sluice's cache", Figures.number(figures.hits()));
    table.row("tokens in", Figures.number(figures.tokens().input()));
    table.row("tokens out", Figures.number(figures.tokens().output()));
    table.row("tokens written to the prompt cache", Figures.number(figures.tokens().written()));
    table.row("tokens read from the prompt cache", Figures.number(figures.tokens().read()));
    table.row("cost without Sluice", Dollars.people(figures.without()));
    table.row("cost with Sluice", Dollars.people(figures.cost()));
    table.row("saved", Dollars.people(figures.saved()) + figures.percentSaved());
    for (Map.Entry<String, Long> saving : figures.savings().entrySet()) {
      table.row("  by " + saving.getKey(), Dollars.people(saving.getValue()));
    }
    table.print(out);
    out.println();
    out.println(verdict());
    out.println();
    next(out);
  }

  private String verdict() {
    String ledger = "$" + Dollars.exact(figures.cost());
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
