package dev.sluice.history;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.log.Log;
import dev.sluice.message.Index;
import dev.sluice.message.Usage;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What was sent before: to which conversation a request belongs, in what it differs from the one
 * before it, and why the provider's cache gave less than it could have. Holds hashes, names and
 * positions, never content; bounded, the conversations that rested longest go first. A tenant is
 * never told of another's. Safe for any thread.
 *
 * <p>A conversation is found by its messages alone, so that a system prompt that changes does not
 * hide it. Two requests that go on from the same one share its session.
 */
public final class Histories {
  private static final Log LOG = Log.of("history");
  private static final int PARTS = 16;
  private static final int MOST_GAPS = 16;
  private static final int DEFEATS_TO_WARN = 3;
  private static final long NAMED = 1;
  private static final long UNNAMED = 2;

  private final InstantSource clock;
  private final Hashes hashes;
  private final BlockFacts facts = new BlockFacts();
  private final WordStore words;
  private final SentPrefixes prefixes;
  private final Memory[] memories;
  private final AtomicLong begun = new AtomicLong();

  /** Knows nothing yet. */
  public Histories(InstantSource clock) {
    this(clock, new SecureRandom(), MemoryLimits.USUAL);
  }

  Histories(InstantSource clock, RandomGenerator random, MemoryLimits limits) {
    this.clock = clock;
    this.hashes = new Hashes(random);
    this.words = new WordStore(limits.words());
    this.prefixes = new SentPrefixes(hashes, limits.prefixes());
    memories = new Memory[limits.conversations() < 64 * PARTS ? 1 : PARTS];
    for (int i = 0; i < memories.length; i++) {
      memories[i] = new Memory(limits.over(memories.length));
    }
  }

  /**
   * The request as a turn of its conversation; null when its body has no index or no messages.
   * Nothing is recorded but the words of its tools and system prompt.
   *
   * @param named the session as the client named it, empty if it did not
   * @param model the model that it goes to
   */
  public @Nullable Turn turn(Call call, Caller caller, String named, String model) {
    Index index = call.body().index();
    if (index == null || index.messages().isEmpty()) {
      return null;
    }
    Instant at = clock.instant();
    byte[] body = call.body().bytes();
    Asked asked = PrefixReader.read(body, index, hashes, facts);
    if (index.members().containsKey("thread")) {
      return alone(caller.tenant(), named, model, at, asked.prefix());
    }
    Blocks blocks = new Blocks(body, index);
    Versions versions = new Versions(blocks, words);
    long scope = scope(caller.tenant(), named, asked);
    long[] chain = asked.chain(scope, hashes);
    Ancestors ancestors = new Ancestors(asked, model, at, new Likeness(asked, versions));
    Memory.Found found = memory(scope).find(caller.tenant(), scope, chain);
    Ancestry ancestry = ancestors.choose(found, fresh(named, scope));
    Remembered past = ancestry.past();
    Difference beside = past == null ? null : new Differences(asked, versions).beside(past);
    if (past == null || beside != null) {
      words.learn(asked, blocks);
    }
    Origin.Place place = new Origin.Place(!named.isEmpty(), scope, chain[chain.length - 1]);
    Origin origin = new Origin(asked, place, ancestry, beside);
    return turn(caller.tenant(), model, at, origin);
  }

  /** A turn of a thread, whose earlier messages only the provider has. */
  private Turn alone(String tenant, String named, String model, Instant at, Prefix prefix) {
    String session = named.isEmpty() ? fresh("", hashes.of(tenant)).name : named;
    Turn.Sent sent = prefixes.of(tenant, model, prefix, at);
    return new Turn(tenant, session, model, at, prefix, null, null, List.of(), sent);
  }

  private Turn turn(String tenant, String model, Instant at, Origin origin) {
    Prefix prefix = origin.asked.prefix();
    Remembered past = origin.past;
    return new Turn(
        tenant,
        origin.session.name,
        model,
        at,
        prefix,
        past == null
            ? null
            : new Turn.Past(past.at, past.model, past.prefix, prefix.shared(past.prefix)),
        difference(origin, model),
        past == null ? List.of() : gaps(past, at),
        prefixes.of(tenant, model, prefix, at),
        origin);
  }

  private static @Nullable Difference difference(Origin origin, String model) {
    Remembered past = origin.past;
    return past == null || past.model.equals(model)
        ? origin.beside
        : Differences.ofModel(past.model, model);
  }

  private static List<Duration> gaps(Remembered past, Instant at) {
    List<Duration> gaps = new ArrayList<>(past.gaps);
    if (gaps.size() == MOST_GAPS) {
      gaps.removeFirst();
    }
    gaps.add(Duration.between(past.at, at));
    return gaps;
  }

  /** The same turn when the request goes to another model after all. */
  public Turn rerouted(Turn turn, String model) {
    Origin origin = turn.origin();
    return origin == null || turn.model().equals(model)
        ? turn
        : turn(turn.tenant(), model, turn.at(), origin);
  }

  /** From now on the turn is the past of its conversation and its prefix counts as sent. */
  public void sent(Turn turn) {
    Origin origin = turn.origin();
    if (origin != null && origin.mine == null) {
      prefixes.put(turn.tenant(), turn.model(), turn.prefix(), clock.instant());
      Remembered mine = new Remembered(turn, origin);
      origin.mine = mine;
      memory(origin.scope).remember(turn.tenant(), origin, mine);
    }
  }

  /**
   * Takes note of what the reply used; {@link Usage#NONE} for one that failed.
   *
   * @return what the provider's cache could have given and did not, null when there is no such
   */
  public @Nullable CacheBreak replied(Turn turn, Usage usage) {
    Origin origin = turn.origin();
    if (origin == null) {
      return null;
    }
    CacheBreak lost = Loss.of(turn, usage);
    Remembered mine = origin.mine;
    if (mine != null) {
      mine.cached = Cached.after(mine.cached, usage, turn.at(), turn.prefix().tokens());
    }
    if (lost != null && lost.wandering() && origin.session.defeated() == DEFEATS_TO_WARN) {
      warn(turn, lost);
    }
    return lost;
  }

  private static void warn(Turn turn, CacheBreak lost) {
    LOG.warn(
        "a value that changes by itself keeps defeating the prompt cache: move it behind the last"
            + " breakpoint or into the last user message",
        "session",
        turn.session(),
        "model",
        turn.model(),
        "where",
        lost.what(),
        "lost",
        lost.lost());
  }

  private long scope(String tenant, String named, Asked asked) {
    long owner = hashes.of(tenant);
    return named.isEmpty()
        ? hashes.join(hashes.join(owner, UNNAMED), asked.opening())
        : hashes.join(hashes.join(owner, NAMED), hashes.of(named));
  }

  private SessionMark fresh(String named, long scope) {
    if (!named.isEmpty()) {
      return new SessionMark(named);
    }
    long name = hashes.join(scope, begun.incrementAndGet());
    return new SessionMark("chain-" + HexFormat.of().toHexDigits(name, 12));
  }

  private Memory memory(long scope) {
    return memories[(int) (scope >>> 60) & (memories.length - 1)];
  }

  int conversations() {
    int sum = 0;
    for (Memory memory : memories) {
      sum += memory.conversations();
    }
    return sum;
  }

  int blocks() {
    int sum = 0;
    for (Memory memory : memories) {
      sum += memory.blocks();
    }
    return sum;
  }

  int links() {
    int sum = 0;
    for (Memory memory : memories) {
      sum += memory.links();
    }
    return sum;
  }

  int words() {
    return words.weight();
  }

  int prefixes() {
    return prefixes.size();
  }
}
