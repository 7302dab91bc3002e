package dev.sluice.cli;

import dev.sluice.cli.terminal.Table;
import dev.sluice.view.Dollars;
import dev.sluice.view.MechanismSums;
import java.util.List;

/** What each mechanism saved and spent, as a table for people. */
final class MechanismTable {
  private MechanismTable() {}

  /** The table; its first heading says what the figures are about. */
  static Table of(String heading, List<MechanismSums> mechanisms) {
    Table table = new Table(heading, "exchanges", "own calls", "spent", "saved, net", "");
    for (MechanismSums one : mechanisms) {
      table.row(
          one.mechanism(),
          Figures.number(one.exchanges()),
          Figures.number(one.calls()),
          Dollars.people(one.spent()),
          Dollars.people(one.saved()),
          one.measured() ? "measured" : "estimated");
    }
    return table;
  }
}
