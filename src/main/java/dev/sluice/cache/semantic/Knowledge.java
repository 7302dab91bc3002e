package dev.sluice.cache.semantic;

import dev.sluice.cache.semantic.Tally.Count;
import dev.sluice.cache.semantic.trust.Cell;
import dev.sluice.cache.semantic.trust.Evidence;
import dev.sluice.cache.semantic.trust.Kind;
import dev.sluice.cache.semantic.trust.Outcomes;
import dev.sluice.cache.semantic.trust.Trial;
import dev.sluice.log.Log;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the cache knows: entries, evidence and counts, in memory and written behind. Safe for any
 * thread; holds its lock for moments only.
 */
final class Knowledge implements AutoCloseable {
  private static final Log LOG = Log.of("semantic");

  /** The share of would-be hits that is asked of the provider for ever. */
  private static final double VERIFIED_SHARE = 0.03;

  private static final int MISTAKES_FORGIVEN = 1;
  private static final int MOST_EXCHANGES = 10_000;

  private final Object lock = new Object();
  private final KeptEntries entries;
  private final Evidence evidence;
  private final Tally tally;
  private final @Nullable SemanticFile file;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final long ttlMillis;
  private final Map<String, Candidate> exchanges = new LinkedHashMap<>();
  private final Trials trials;
  private final Askers askers = new Askers();

  /** Starts from what the file had. */
  Knowledge(
      SemanticConfig config,
      Start start,
      @Nullable SemanticFile file,
      InstantSource clock,
      RandomGenerator random) {
    this.entries = start.entries();
    this.evidence = start.evidence();
    this.tally = start.tally();
    this.trials = start.trials();
    this.file = file;
    this.clock = clock;
    this.random = random;
    this.ttlMillis = config.ttl().toMillis();
  }

  /** What was known when the process began. */
  record Start(KeptEntries entries, Evidence evidence, Tally tally, Trials trials) {}

  /** The entry if it is known, of this partition and not past its time. */
  @Nullable Entry fresh(String id, String partition) {
    synchronized (lock) {
      Entry entry = entries.use(id);
      return entry != null && entry.question().partition().equals(partition) && !isOld(entry)
          ? entry
          : null;
    }
  }

  private boolean isOld(Entry entry) {
    return clock.millis() - entry.reply().storedAt().toEpochMilli() >= ttlMillis;
  }

  /** Whether an entry that passed the guard has earned to be served at this similarity. */
  Candidate judge(Entry entry, String text, Kind kind, double similarity) {
    String family = entry.question().family();
    Trial trial = new Trial(family, kind, similarity);
    long asked = Trials.question(family, text);
    boolean repeated = asked == Trials.question(family, entry.question().text());
    synchronized (lock) {
      draw(entry, asked);
      boolean proven =
          similarity >= entry.bar()
              && evidence.serves(trial, entry.outcomes())
              && (!askers.isCrowded(entry.id()) || evidence.isProvenAlone(entry.outcomes()));
      return new Candidate(entry.id(), asked, trial, proven, repeated);
    }
  }

  /** Under the lock. */
  private void draw(Entry entry, long asked) {
    if (askers.crowds(entry.id(), asked)) {
      tally.add(Count.CROWDED);
      LOG.warn(
          "one reply draws very many different questions; it must prove itself by itself",
          "entry",
          entry.id(),
          "questions",
          Askers.CROWD);
    }
  }

  /** Whether this one is served now: it is proven and not chosen for verification. */
  boolean serves(Candidate candidate, String exchange) {
    synchronized (lock) {
      if (!candidate.proven() || random.nextDouble() < VERIFIED_SHARE) {
        return false;
      }
      tally.add(Count.LOOKUPS);
      tally.add(Count.SERVED);
      exchanges.put(exchange, candidate);
      if (exchanges.size() > MOST_EXCHANGES) {
        exchanges.remove(exchanges.keySet().iterator().next());
      }
    }
    if (file != null) {
      file.used(candidate.entry(), clock.millis());
    }
    return true;
  }

  /** A look-up that ends in a question to the provider. */
  void probed(@Nullable Candidate candidate) {
    synchronized (lock) {
      tally.add(Count.LOOKUPS);
      if (candidate != null && candidate.proven()) {
        tally.add(Count.WOULD_SERVE);
      }
    }
  }

  void embedded(long micros) {
    synchronized (lock) {
      tally.add(Count.EMBEDDINGS);
      tally.add(Count.EMBEDDING_MICROS, micros);
    }
  }

  void unavailable() {
    synchronized (lock) {
      tally.add(Count.UNAVAILABLE);
    }
  }

  /** Keeps an entry; gives the ids of those that had to go. */
  List<String> keep(Entry entry) {
    List<Entry> gone;
    synchronized (lock) {
      gone = entries.put(entry);
      gone.forEach(each -> askers.forget(each.id()));
    }
    if (file != null) {
      file.put(entry, clock.millis());
      gone.forEach(each -> file.drop(each.id()));
    }
    return gone.stream().map(Entry::id).toList();
  }

  /** Counts the comparison of a candidate's reply with a live one; gives whether it must go. */
  boolean learn(Candidate candidate, boolean right) {
    synchronized (lock) {
      boolean first = !candidate.repeated() && trials.isNew(candidate.question());
      if (right && !first) {
        return false;
      }
      count(candidate, right);
      Entry entry = entries.use(candidate.entry());
      return entry != null && !judged(entry, candidate.similarity(), right);
    }
  }

  /** Under the lock. */
  private void count(Candidate candidate, boolean right) {
    tally.add(right ? Count.AGREED : Count.DISAGREED);
    if (candidate.proven()) {
      tally.add(right ? Count.VERIFIED : Count.FALSIFIED);
    }
    OptionalLong forgotten = trials.add(candidate.question());
    if (file != null) {
      file.trial(candidate.question(), forgotten);
    }
    evidence(candidate.trial(), right);
  }

  /** Under the lock. */
  private void evidence(Trial trial, boolean right) {
    Map<Cell, Outcomes> changed = evidence.learn(trial, right);
    if (file != null) {
      changed.forEach((cell, outcomes) -> file.family(trial.family(), cell, outcomes));
      file.tally(tally.all());
    }
  }

  /** Notes an outcome of the entry's own; gives whether it may stay. Under the lock. */
  private boolean judged(Entry entry, double similarity, boolean right) {
    Outcomes before = entry.outcomes();
    Entry now =
        right
            ? entry.with(before.and(true), entry.bar())
            : entry.with(
                new Outcomes(0, before.wrong() + 1), Evidence.bar(similarity, entry.bar()));
    entries.put(now);
    if (file != null) {
      file.learned(now);
    }
    return now.outcomes().wrong() <= MISTAKES_FORGIVEN;
  }

  /** Counts a report; gives the id of the entry that must go, null if there is none such. */
  @Nullable String reported(String entryOrExchange) {
    synchronized (lock) {
      Candidate served = exchanges.remove(entryOrExchange);
      String id = served == null ? entryOrExchange : served.entry();
      Entry entry = entries.use(id);
      if (entry == null) {
        return null;
      }
      tally.add(Count.WRONG_REPORTS);
      if (served != null) {
        evidence(served.trial(), false);
      } else {
        for (Kind kind : Kind.values()) {
          evidence(new Trial(entry.question().family(), kind, 1), false);
        }
      }
      return id;
    }
  }

  /** Lets an entry go. */
  void drop(String id) {
    synchronized (lock) {
      entries.remove(id);
      askers.forget(id);
    }
    if (file != null) {
      file.drop(id);
    }
  }

  /** The ids of entries past their time, which are let go. */
  List<String> expire() {
    List<String> old = new ArrayList<>();
    synchronized (lock) {
      entries.all().stream().filter(this::isOld).map(Entry::id).forEach(old::add);
    }
    old.forEach(this::drop);
    return old;
  }

  SemanticStats stats() {
    synchronized (lock) {
      return tally.stats(entries.count());
    }
  }

  @Override
  public void close() {
    if (file != null) {
      synchronized (lock) {
        file.tally(tally.all());
      }
      file.close();
    }
  }
}
