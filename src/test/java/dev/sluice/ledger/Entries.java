package dev.sluice.ledger;

import dev.sluice.exchange.CacheState;
import dev.sluice.exchange.Ending;
import dev.sluice.ledger.LedgerEntry.Asked;
import dev.sluice.ledger.LedgerEntry.CacheBreak;
import dev.sluice.ledger.LedgerEntry.Money;
import dev.sluice.ledger.LedgerEntry.Notes;
import dev.sluice.ledger.LedgerEntry.Outcome;
import dev.sluice.ledger.LedgerEntry.Routed;
import dev.sluice.ledger.LedgerEntry.Saving;
import dev.sluice.ledger.LedgerEntry.Served;
import dev.sluice.ledger.LedgerEntry.Timings;
import dev.sluice.ledger.LedgerEntry.Try;
import dev.sluice.ledger.LedgerEntry.Who;
import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import dev.sluice.price.Cost;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Ledger entries for tests. */
public final class Entries {
  /** When the first entry came. */
  public static final Instant START = Instant.parse("2026-11-20T10:00:00.123456789Z");

  private Entries() {}

  /** The id of entry {@code n}. */
  public static String id(long n) {
    return String.format(Locale.ROOT, "x%012d", n);
  }

  /** An ordinary exchange, {@code n} seconds after the start: 1 cent on Sonnet, a miss. */
  public static LedgerEntry entry(long n) {
    return entry(n, START.plusSeconds(n), "claude-sonnet-4-6", CacheState.MISS, 10_000_000L);
  }

  /** An exchange that cost {@code nanos}; a hit costs nothing and saves them. */
  public static LedgerEntry entry(long n, Instant at, String model, CacheState cache, long nanos) {
    boolean hit = cache == CacheState.HIT;
    Usage usage = hit ? Usage.NONE : usage(1000, 200, 300, 4000, 500);
    Cost without = new Cost.Priced(nanos);
    return new LedgerEntry(
        id(n),
        at,
        new Who("tenant", null, "session-" + n % 3, "claude-cli"),
        new Asked("POST", "/v1/messages", model, true, 1024),
        hit
            ? new Served("", model, List.of(), "", 700)
            : new Served(
                "anthropic",
                model,
                List.of(new Try("anthropic", 200, "answered", 12)),
                "req_" + n,
                700),
        new Outcome(200, Ending.COMPLETE, "end_turn", "", cache),
        usage,
        new Money(
            hit ? Cost.free() : without,
            without,
            hit ? List.of(new Saving("exact", nanos, true)) : List.of()),
        new Timings(900_000_000L, 300_000_000L, 600_000_000L, 200_000L),
        Notes.NONE);
  }

  /** The same with this money and these notes. */
  public static LedgerEntry with(LedgerEntry e, Money money, Notes notes) {
    return new LedgerEntry(
        e.id(),
        e.at(),
        e.who(),
        e.asked(),
        e.served(),
        e.outcome(),
        e.usage(),
        money,
        e.timings(),
        notes);
  }

  /** A usage of these buckets. */
  public static Usage usage(long input, long write5m, long write1h, long read, long output) {
    return new Usage(
        input,
        write5m,
        write1h,
        read,
        output,
        0,
        ServerTools.NONE,
        Tariff.STANDARD,
        List.of(),
        false);
  }

  /** An exchange in which everything that may be there is there or not, by chance. */
  public static LedgerEntry random(long n, RandomGenerator random) {
    return new LedgerEntry(
        id(n),
        START.plusNanos(random.nextLong(1_000_000_000_000L)),
        new Who(text(random), maybe(random) ? null : text(random), text(random), text(random)),
        new Asked(
            text(random), text(random), text(random), maybe(random), random.nextLong(1 << 30)),
        new Served(
            text(random), text(random), tries(random), text(random), random.nextLong(1 << 30)),
        new Outcome(
            random.nextInt(600),
            any(List.of(Ending.values()), random),
            text(random),
            text(random),
            any(List.of(CacheState.values()), random)),
        usage(random),
        new Money(cost(random), cost(random), savings(random)),
        new Timings(time(random), time(random), time(random), time(random)),
        notes(random));
  }

  private static Notes notes(RandomGenerator random) {
    return new Notes(
        maybe(random) ? List.of() : List.of(text(random), text(random)),
        maybe(random)
            ? null
            : new CacheBreak(
                text(random),
                text(random),
                random.nextLong(1 << 20),
                random.nextLong(1L << 40),
                maybe(random)),
        maybe(random) ? null : new Routed(text(random), text(random), text(random)),
        maybe(random));
  }

  private static Usage usage(RandomGenerator random) {
    return new Usage(
        random.nextLong(1 << 20),
        random.nextLong(1 << 20),
        random.nextLong(1 << 20),
        random.nextLong(1 << 20),
        random.nextLong(1 << 20),
        random.nextLong(3),
        new ServerTools(random.nextLong(2), random.nextLong(2), random.nextLong(2)),
        maybe(random)
            ? Tariff.STANDARD
            : new Tariff(text(random), text(random), maybe(random) ? null : "us"),
        maybe(random)
            ? List.of()
            : List.of(
                new Iteration("message", null, 1, 2, 3, 4, 5),
                new Iteration(text(random), "claude-opus-5", 0, 0, 0, 0, 7)),
        maybe(random));
  }

  private static List<Try> tries(RandomGenerator random) {
    return maybe(random)
        ? List.of()
        : List.of(new Try("a", 529, "overloaded", 1), new Try(text(random), 0, text(random), 0));
  }

  private static Cost cost(RandomGenerator random) {
    return maybe(random)
        ? new Cost.Unpriced(text(random))
        : new Cost.Priced(random.nextLong(-1000, 1L << 40));
  }

  private static List<Saving> savings(RandomGenerator random) {
    return maybe(random)
        ? List.of()
        : List.of(
            new Saving("exact", random.nextLong(-9, 1L << 40), maybe(random)),
            new Saving(
                "routing",
                random.nextLong(-9, 1L << 40),
                random.nextLong(1 << 30),
                random.nextInt(3),
                maybe(random)));
  }

  private static long time(RandomGenerator random) {
    return random.nextLong(-1, 1L << 40);
  }

  private static <T> T any(List<T> all, RandomGenerator random) {
    return all.get(random.nextInt(all.size()));
  }

  private static boolean maybe(RandomGenerator random) {
    return random.nextBoolean();
  }

  private static String text(RandomGenerator random) {
    List<String> texts =
        List.of("", "plain", "\"quoted\" \\ \n\t", "Grüße 日本 😀", "null", "{}", "' OR 1=1 --");
    return any(texts, random);
  }
}
