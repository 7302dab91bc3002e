package dev.sluice.rewrite.breakpoint;

import dev.sluice.history.Turn;
import dev.sluice.message.Usage;
import dev.sluice.rewrite.breakpoint.PromptCacheConfig.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is worth writing to the prompt cache. Writing costs a quarter of the input more,
 * being read saves all of it but the read factor, so a marker pays when the chance that its prefix
 * comes again in time is above {@code 0.25 / (1 - r)}. Where a marker is paid for anyway, the ones
 * before it are free and are set too; what was written is read whatever comes after. Safe for any
 * thread; holds a lock for microseconds.
 */
final class Economy {
  private static final double EXTRA = 0.25;
  private static final double USUAL_READ = 0.1;

  /** Share found of what should be there that makes it likely to be there. */
  private static final double USUALLY = 0.5;

  /** In tokens of fresh input: what ten thousand tokens cost more when they are written. */
  private static final double LONG_TRIAL = 2_500;

  private static final int CALLS = 256;
  private static final int CONVERSATIONS = 4_096;

  /** The provider looks back over 20 blocks; markers are free, so this is well below. */
  private static final int LOOK_BACK = 16;

  private final Lifetime lifetime;
  private final ReadFactor prices;
  private final Learned learned;
  private final Experience experience;
  private final Recent<Place, Course> courses = new Recent<>(CONVERSATIONS);
  private final Recent<Place, Shared> shared = new Recent<>(CONVERSATIONS);

  private final Recent<String, Prepared> calls = new Recent<>(CALLS);

  /** What was chosen for a call, which may be prepared again for another provider. */
  private record Prepared(Plan plan, Stake stake) {}

  /** What is remembered is remembered of a tenant and a model. */
  private record Place(String tenant, String model, String what) {}

  Economy(Lifetime lifetime, ReadFactor prices, Learned learned) {
    this.lifetime = lifetime;
    this.learned = learned;
    this.experience = new Experience(lifetime == Lifetime.LONG ? Ttl.LONG : Ttl.SHORT, learned);
    this.prices = prices;
  }

  /** Learns what the request tells about those before it, and chooses its markers. */
  synchronized Plan plan(Asked asked) {
    Prepared before = calls.get(asked.call());
    if (before != null) {
      return before.plan;
    }
    Course course = course(asked);
    learn(asked, course);
    return choose(asked, course);
  }

  /** These are the markers that it goes out with; gives what they are thought to cost. */
  synchronized Stake sent(Asked asked, Plan plan) {
    Instant now = asked.now();
    Prepared before = calls.get(asked.call());
    if (before != null) {
      return before.stake;
    }
    Course course = course(asked);
    Stake stake =
        new Stake(
            asked.program(), premium(asked, plan), !proven(asked, plan), written(asked, plan));
    if (plan.tail() != null) {
      course.tail.marked(now, plan.tail());
    }
    mark(asked, asked.prefix().toolsEnd(), plan.tools());
    mark(asked, asked.prefix().systemEnd(), plan.system());
    if (asked.fits(asked.blocks())) {
      experience.sent(asked, plan, course.lasting(asked.prefix()));
    }
    Purse purse = learned.of(stake.program()).purse;
    purse.sent(asked.tokens(asked.blocks()));
    purse.pay(stake.premium(), stake.trial());
    calls.put(asked.call(), new Prepared(plan, stake));
    return stake;
  }

  /** What it cost and saved in truth; a reply that says nothing of it cost what was thought. */
  synchronized void settle(Stake stake, Usage usage, int status) {
    Purse purse = learned.of(stake.program()).purse;
    boolean told = status != 200 || usage.totalInput() > 0;
    double paid =
        usage.cacheWrite5m() * Ttl.SHORT.extra() + usage.cacheWrite1h() * Ttl.LONG.extra();
    if (told) {
      purse.correct(stake.premium(), paid, stake.trial());
      purse.save(usage.cacheRead() * saved(stake.program().model()));
    }
    if (!told || paid > 0) {
      stake.paid();
    }
  }

  /** Whether a request whose prefix should have been there found it. */
  synchronized void read(Turn turn, boolean found) {
    trust(turn).saw(found, turn.at());
  }

  /** What is learned, as text. */
  synchronized String text(Instant now) {
    return learned.text(now);
  }

  private void learn(Asked asked, Course course) {
    course.next(asked.turn(), experience.learn(asked));
    if (asked.prefix().toolsEnd() > 0) {
      learn(asked, Kind.TOOLS, asked.prefix().toolsEnd());
    }
    if (asked.system()) {
      learn(asked, Kind.SYSTEM, asked.prefix().systemEnd());
    }
  }

  private void learn(Asked asked, Kind kind, int blocks) {
    Shared prefix = shared(asked, blocks);
    prefix.seen(asked.now());
    Instant before = prefix.before();
    if (before != null) {
      experience.again(asked, kind, blocks, before);
    }
  }

  private Plan choose(Asked asked, Course course) {
    int end = course.lasting(asked.prefix());
    int tools = asked.prefix().toolsEnd();
    int system = asked.prefix().systemEnd();
    boolean toolsFit = tools > 0 && asked.fits(tools);
    boolean systemFits = asked.system() && asked.fits(system) && course.systemStable();
    if (end > system && !asked.loose() && asked.fits(end) && course.stable()) {
      Plan whole = whole(asked, course, end, systemFits);
      if (pays(asked, asked.tail(), whole)) {
        return whole;
      }
    }
    int readable = experience.readable(asked);
    if (readable > system && trust(asked.turn()).share(asked.now()) > USUALLY) {
      return whole(asked, course, readable, systemFits);
    }
    if (systemFits && (asked.expected() || seen(asked, system))) {
      Plan beginning = beginning(asked, end);
      if (pays(asked, Kind.SYSTEM, beginning)) {
        return beginning;
      }
    }
    Plan alone = new Plan(toolsFit ? ttl(asked, tools) : null, null, null, end, -1);
    boolean likely = asked.expected() || seen(asked, tools);
    return toolsFit && course.toolsStable() && likely && pays(asked, Kind.TOOLS, alone)
        ? alone
        : Plan.nothing(end);
  }

  /** Markers up to a block of the messages. */
  private Plan whole(Asked asked, Course course, int end, boolean systemFits) {
    int tools = asked.prefix().toolsEnd();
    boolean toolsFit = tools > 0 && asked.fits(tools);
    Ttl tail = ttl(course.tail, asked.now(), asked.turn().gaps());
    Ttl before = longer(tail, systemFits ? ttl(asked, asked.prefix().systemEnd()) : tail);
    Ttl first = longer(before, toolsFit ? ttl(asked, tools) : before);
    int anchor = experience.tooFarBack(asked, end, LOOK_BACK);
    return new Plan(toolsFit ? first : null, systemFits ? before : null, tail, end, anchor);
  }

  /** Markers up to the end of the system prompt. */
  private Plan beginning(Asked asked, int end) {
    int tools = asked.prefix().toolsEnd();
    boolean toolsFit = tools > 0 && asked.fits(tools);
    Ttl before = ttl(asked, asked.prefix().systemEnd());
    Ttl first = longer(before, toolsFit ? ttl(asked, tools) : before);
    return new Plan(toolsFit ? first : null, before, null, end, -1);
  }

  private boolean seen(Asked asked, int blocks) {
    Instant last = shared(asked, blocks).before();
    return last != null && ttl(asked, blocks).reaches(last, asked.now());
  }

  /** Whether writing is expected to cost less than not writing, and may be lost if it does not. */
  private boolean pays(Asked asked, Kind kind, Plan plan) {
    double trust = trust(asked.turn()).share(asked.now());
    Belief belief = experience.belief(asked, kind);
    double saved = saved(asked.turn().model());
    if (isByGaps(plan) ? trust <= USUALLY : belief.chance() * trust * saved <= EXTRA) {
      return false;
    }
    double premium = premium(asked, plan);
    return premium <= 0
        || (isByGaps(plan) || belief.proven()
            ? learned.mayRisk(asked.program(), premium)
            : mayTry(asked, plan, premium));
  }

  /**
   * Whether a write that nothing speaks for but a belief may be lost. The whole of a long request
   * is too much for that: its beginning is tried, and the rest once the conversation goes on.
   */
  private boolean mayTry(Asked asked, Plan plan, double premium) {
    if (plan.tail() != null && asked.tail() == Kind.GOING) {
      return learned.mayGoOn(asked.program(), premium);
    }
    return (plan.tail() == null || premium <= LONG_TRIAL)
        && learned.mayTry(asked.program(), premium);
  }

  /** Whether the requests themselves have come so that an hour is the better choice. */
  private boolean isByGaps(Plan plan) {
    return lifetime == Lifetime.AUTO && plan.last() == Ttl.LONG;
  }

  private boolean proven(Asked asked, Plan plan) {
    Kind kind =
        plan.tail() != null ? asked.tail() : plan.system() != null ? Kind.SYSTEM : Kind.TOOLS;
    return isByGaps(plan) || experience.belief(asked, kind).proven();
  }

  private double saved(String model) {
    double read = prices.of(model);
    return 1 - (Double.isNaN(read) ? USUAL_READ : read);
  }

  /** What the markers cost more than none, in tokens of fresh input. */
  private double premium(Asked asked, Plan plan) {
    double there = there(asked);
    double tools = plan.tools() == null ? there : asked.tokens(asked.prefix().toolsEnd());
    double system = plan.system() == null ? there : asked.tokens(asked.prefix().systemEnd());
    double tail = plan.tail() == null ? there : asked.tokens(plan.end());
    return extra(plan.tools(), tools - there)
        + extra(plan.system(), system - Math.max(there, tools))
        + extra(plan.tail(), tail - Math.max(there, Math.max(tools, system)));
  }

  private static double extra(@Nullable Ttl ttl, double tokens) {
    return ttl == null ? 0 : ttl.extra() * Math.max(0, tokens);
  }

  /** How many tokens are in the prompt cache already, as far as is known. */
  private double there(Asked asked) {
    int blocks = experience.readable(asked);
    for (int end : new int[] {asked.prefix().toolsEnd(), asked.prefix().systemEnd()}) {
      blocks = end > blocks && isWarm(asked, end) ? end : blocks;
    }
    return asked.tokens(blocks);
  }

  private boolean isWarm(Asked asked, int blocks) {
    return shared(asked, blocks).life.warm(asked.now());
  }

  /** Where it counts that these prefixes were written. */
  private List<Odds> written(Asked asked, Plan plan) {
    List<Odds> odds = new ArrayList<>();
    if (plan.tools() != null && !isWarm(asked, asked.prefix().toolsEnd())) {
      odds.addAll(experience.levels(asked, Kind.TOOLS));
    }
    if (plan.system() != null && !isWarm(asked, asked.prefix().systemEnd())) {
      odds.addAll(experience.levels(asked, Kind.SYSTEM));
    }
    if (plan.tail() != null && plan.end() > experience.readable(asked)) {
      odds.addAll(experience.levels(asked, asked.tail()));
    }
    return odds;
  }

  private Ttl ttl(Asked asked, int blocks) {
    Shared prefix = shared(asked, blocks);
    return ttl(prefix.life, asked.now(), prefix.gaps());
  }

  private Ttl ttl(Life life, Instant now, List<Duration> gaps) {
    return switch (lifetime) {
      case AUTO -> life.next(now, gaps);
      case SHORT -> Ttl.SHORT;
      case LONG -> Ttl.LONG;
    };
  }

  private static Ttl longer(Ttl one, Ttl other) {
    return one == Ttl.LONG ? one : other;
  }

  private void mark(Asked asked, int blocks, @Nullable Ttl ttl) {
    if (ttl != null) {
      shared(asked, blocks).life.marked(asked.now(), ttl);
    }
  }

  private Course course(Asked asked) {
    Turn turn = asked.turn();
    return courses.get(new Place(turn.tenant(), "", turn.session()), () -> new Course());
  }

  private Shared shared(Asked asked, int blocks) {
    Turn turn = asked.turn();
    String hash = Long.toHexString(asked.hash(blocks));
    return shared.get(new Place(turn.tenant(), turn.model(), hash), () -> new Shared());
  }

  private Trust trust(Turn turn) {
    return learned.trust(turn.tenant(), turn.model());
  }
}
