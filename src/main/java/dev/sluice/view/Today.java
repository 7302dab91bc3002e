package dev.sluice.view;

import dev.sluice.ledger.LedgerEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The sums of one local day, begun anew at midnight. Safe for any thread. */
final class Today {
  private final ZoneId zone;
  private volatile Day day;

  Today(ZoneId zone, Instant now) {
    this.zone = zone;
    this.day = dayOf(now, Totals.NONE);
  }

  /**
   * One day.
   *
   * @param from its first instant
   * @param to the first instant of the next
   * @param before what earlier processes recorded of it
   * @param sums what this process did
   */
  private record Day(Instant from, Instant to, Totals before, Sums sums) {}

  private Day dayOf(Instant at, Totals before) {
    LocalDate date = LocalDate.ofInstant(at, zone);
    return new Day(
        date.atStartOfDay(zone).toInstant(),
        date.plusDays(1).atStartOfDay(zone).toInstant(),
        before,
        new Sums());
  }

  /** Counts an entry on the day on which it came; one of yesterday is not counted. */
  void add(LedgerEntry entry) {
    Day current = reached(entry.at());
    if (!entry.at().isBefore(current.from())) {
      current.sums().add(entry);
    }
  }

  /** The day of {@code now}, begun if it is later than the one so far. */
  private Day reached(Instant now) {
    Day current = day;
    return now.isBefore(current.to()) ? current : rolled(now);
  }

  private synchronized Day rolled(Instant now) {
    if (!now.isBefore(day.to())) {
      day = dayOf(now, Totals.NONE);
    }
    return day;
  }

  /** The day's first instant. */
  Instant start() {
    return day.from();
  }

  /** Adds what earlier processes recorded since {@code from}, unless that day is over. */
  synchronized void resume(Instant from, Totals before) {
    if (day.from().equals(from)) {
      day = new Day(day.from(), day.to(), before, day.sums());
    }
  }

  /** The sums of the day of {@code now}. */
  Totals totals(Instant now) {
    Day current = reached(now);
    return current.before().plus(current.sums().totals());
  }
}
