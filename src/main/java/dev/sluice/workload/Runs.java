package dev.sluice.workload;

import dev.sluice.workload.replay.Run;
import dev.sluice.workload.replay.Variant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one workload.
 *
 * @param all in the order of its variants
 */
public record Runs(List<Run> all) {
  public Runs {
    all = List.copyOf(all);
  }

  /** The run of this name. */
  public Run of(String name) {
    return all.stream()
        .filter(run -> run.variant().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no run " + name + " in " + names()));
  }

  /** The run without a gateway. */
  public Run direct() {
    return of(Variant.DIRECT);
  }

  /** The run with Sluice that the goals are about. */
  public Run sluice() {
    return of(Variant.SLUICE);
  }

  /** The share that a run saved of what its baseline cost; null when it has none. */
  public @Nullable Double saved(Run run) {
    String baseline = run.variant().baseline();
    return baseline.isEmpty() || baseline.equals(run.variant().name())
        ? null
        : run.cheaperThan(of(baseline));
  }

  /** Those with a gateway. */
  public List<Run> throughGateway() {
    return all.stream().filter(run -> run.booked() != null).toList();
  }

  private List<String> names() {
    return all.stream().map(run -> run.variant().name()).toList();
  }
}
