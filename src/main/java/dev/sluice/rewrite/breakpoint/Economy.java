package dev.sluice.rewrite.breakpoint;

import dev.sluice.history.Turn;
import dev.sluice.rewrite.breakpoint.PromptCacheConfig.Lifetime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is worth writing to the prompt cache. Writing costs a quarter of the input more,
 * being read saves all of it but the read factor, so a marker pays when the chance that its prefix
 * comes again in time is above {@code 0.25 / (1 - r)}. Where a marker is paid for anyway, the ones
 * before it are free and are set too. Safe for any thread; holds a lock for microseconds.
 */
final class Economy {
  private static final double EXTRA = 0.25;
  private static final double USUAL_READ = 0.1;
  private static final int CONVERSATIONS = 4_096;

  /** The provider looks back over 20 blocks; markers are free, so this is well below. */
  private static final int LOOK_BACK = 16;

  private final Lifetime lifetime;
  private final ReadFactor prices;
  private final Experience experience;
  private final Recent<Place, Course> courses = new Recent<>(CONVERSATIONS);
  private final Recent<Place, Shared> shared = new Recent<>(CONVERSATIONS);
  private final Recent<Place, Trust> trusts = new Recent<>(CONVERSATIONS);

  /** What is remembered is remembered of a tenant and a model. */
  private record Place(String tenant, String model, String what) {}

  Economy(Lifetime lifetime, ReadFactor prices) {
    this.lifetime = lifetime;
    this.experience = new Experience(lifetime == Lifetime.LONG ? Ttl.LONG : Ttl.SHORT);
    this.prices = prices;
  }

  /** Learns what the request tells about those before it, and chooses its markers. */
  synchronized Plan plan(Asked asked) {
    Course course = course(asked);
    if (!course.knows(asked.call())) {
      learn(asked, course);
    }
    return choose(asked, course);
  }

  /** These are the markers that it goes out with. */
  synchronized void sent(Asked asked, Plan plan) {
    Instant now = asked.now();
    Course course = course(asked);
    if (plan.tail() != null) {
      course.tail.marked(now, plan.tail());
    }
    mark(asked, asked.prefix().toolsEnd(), plan.tools());
    mark(asked, asked.prefix().systemEnd(), plan.system());
    if (asked.fits(asked.blocks())) {
      experience.sent(asked, plan);
    }
  }

  /** Whether a request whose prefix should have been there found it. */
  synchronized void read(Turn turn, boolean found) {
    trust(turn).saw(found, turn.at());
  }

  private void learn(Asked asked, Course course) {
    course.next(asked.call(), asked.turn(), experience.learn(asked));
    if (asked.prefix().toolsEnd() > 0) {
      shared(asked, asked.prefix().toolsEnd()).seen(asked.now());
    }
    if (asked.system()) {
      shared(asked, asked.prefix().systemEnd()).seen(asked.now());
    }
  }

  private Plan choose(Asked asked, Course course) {
    int end = course.lasting(asked.prefix());
    int tools = asked.prefix().toolsEnd();
    int system = asked.prefix().systemEnd();
    boolean toolsFit = tools > 0 && asked.fits(tools);
    boolean systemFits = asked.system() && asked.fits(system) && course.systemStable();
    Ttl tail = ttl(course.tail, asked.now(), asked.turn().gaps());
    if (end > system
        && !asked.loose()
        && asked.fits(end)
        && course.stable()
        && pays(asked, asked.tail(), tail)) {
      Ttl before = longer(tail, systemFits ? ttl(asked, system) : tail);
      Ttl first = longer(before, toolsFit ? ttl(asked, tools) : before);
      int anchor = experience.tooFarBack(asked, end, LOOK_BACK);
      return new Plan(toolsFit ? first : null, systemFits ? before : null, tail, end, anchor);
    }
    if (systemFits
        && (asked.expected() || seen(asked, asked.turn().sent().system(), system))
        && pays(asked, Kind.SYSTEM, ttl(asked, system))) {
      Ttl before = ttl(asked, system);
      Ttl first = longer(before, toolsFit ? ttl(asked, tools) : before);
      return new Plan(toolsFit ? first : null, before, null, end, -1);
    }
    boolean alone =
        toolsFit
            && course.toolsStable()
            && (asked.expected() || seen(asked, asked.turn().sent().tools(), tools));
    return alone && pays(asked, Kind.TOOLS, ttl(asked, tools))
        ? new Plan(ttl(asked, tools), null, null, end, -1)
        : Plan.nothing(end);
  }

  private boolean seen(Asked asked, @Nullable Instant last, int blocks) {
    return last != null && ttl(asked, blocks).reaches(last, asked.now());
  }

  /** Whether writing is expected to cost less than not writing. */
  private boolean pays(Asked asked, Kind kind, Ttl ttl) {
    double trust = trust(asked.turn()).share(asked.now());
    if (ttl == Ttl.LONG && lifetime == Lifetime.AUTO) {
      return trust > 0.5;
    }
    double read = prices.of(asked.turn().model());
    double saved = 1 - (Double.isNaN(read) ? USUAL_READ : read);
    return experience.chance(asked, kind) * trust * saved > EXTRA;
  }

  private Ttl ttl(Asked asked, int blocks) {
    Shared prefix = shared(asked, blocks);
    return ttl(prefix.life, asked.now(), prefix.gaps());
  }

  private Ttl ttl(Life life, Instant now, List<java.time.Duration> gaps) {
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
    return courses.computeIfAbsent(new Place(turn.tenant(), "", turn.session()), _ -> new Course());
  }

  private Shared shared(Asked asked, int blocks) {
    Turn turn = asked.turn();
    String hash = Long.toHexString(asked.hash(blocks));
    return shared.computeIfAbsent(new Place(turn.tenant(), turn.model(), hash), _ -> new Shared());
  }

  private Trust trust(Turn turn) {
    return trusts.computeIfAbsent(new Place(turn.tenant(), turn.model(), ""), _ -> new Trust());
  }
}
