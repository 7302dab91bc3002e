package dev.sluice.sim.api;

import dev.sluice.sim.answer.Answers;
import dev.sluice.sim.answer.Ids;
import dev.sluice.sim.answer.Scripts;
import dev.sluice.sim.bill.Bill;
import dev.sluice.sim.prompt.PromptCache;
import dev.sluice.sim.prompt.Signatures;
import java.util.SplittableRandom;

/** Everything that one simulator remembers between requests. Each part is safe for any thread. */
public final class World {
  private final SimClock clock = new SimClock();
  private final Bill bill = new Bill();
  private final Scripts scripts = new Scripts();
  private final Threads threads = new Threads();
  private final Accounts accounts = new Accounts();
  private final FileStore files = new FileStore();
  private final Ids ids;
  private final Signatures signatures;
  private final PromptCache cache;
  private final Answers answers;

  /** A fresh world whose every draw follows from {@code seed}. */
  public World(long seed) {
    ids = new Ids(seed);
    signatures = new Signatures(seed);
    cache = new PromptCache(new SplittableRandom(seed));
    answers = new Answers(ids, signatures, seed);
  }

  /** The time that caches and batches go by. */
  public SimClock clock() {
    return clock;
  }

  /** What was charged. */
  public Bill bill() {
    return bill;
  }

  /** Answers that wait for their request. */
  public Scripts scripts() {
    return scripts;
  }

  /** Conversations that the server holds. */
  public Threads threads() {
    return threads;
  }

  /** Which credential belongs to which workspace. */
  public Accounts accounts() {
    return accounts;
  }

  /** Files that were uploaded. */
  public FileStore files() {
    return files;
  }

  /** The source of ids. */
  public Ids ids() {
    return ids;
  }

  /** The prompt cache. */
  public PromptCache cache() {
    return cache;
  }

  Signatures signatures() {
    return signatures;
  }

  Answers answers() {
    return answers;
  }

  /** Forgets everything but the seed and the accounts. */
  public void reset() {
    clock.reset();
    bill.clear();
    scripts.clear();
    threads.clear();
    files.clear();
    cache.clear();
    cache.missRate(0);
  }
}
