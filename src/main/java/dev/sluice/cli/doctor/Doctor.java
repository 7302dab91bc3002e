package dev.sluice.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** Makes every check; none of them changes anything. */
public final class Doctor {
  private Doctor() {}

  /** All checks, in the order in which things depend on each other. */
  public static List<Check> examine(Patient patient) {
    List<Check> checks = new ArrayList<>();
    checks.add(Machine.java());
    checks.add(Machine.folder(patient.config().data()));
    checks.add(Machine.disk(patient.config().data()));
    checks.add(Records.ledger(patient.config().data()));
    checks.add(Records.dropped(patient));
    checks.add(Network.port(patient));
    checks.add(Network.gateway(patient));
    checks.addAll(Network.upstreams(patient));
    checks.addAll(Clients.all(patient));
    return checks;
  }
}
