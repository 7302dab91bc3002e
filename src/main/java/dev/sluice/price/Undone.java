package dev.sluice.price;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A usage as it would have been without one mechanism or another. The bill is taken as its
 * iterations throughout, so that a usage without any becomes one with a single iteration; that
 * costs the same.
 */
final class Undone {
  private static final String COMPACTION = "compaction";

  private Undone() {}

  /**
   * The usage as a bill of iterations; those of the reply's own model no longer name it, so that
   * they take the price of whichever model is asked for.
   *
   * @param own whether a name is that of the reply's model
   */
  static Usage billed(Usage u, Predicate<String> own) {
    if (u.iterations().isEmpty()) {
      return with(u, List.of(u.whole()));
    }
    return each(u, i -> i.model() != null && own.test(i.model()) ? of(i, null) : i);
  }

  private static Iteration of(Iteration i, @Nullable String model) {
    return new Iteration(
        i.type(), model, i.input(), i.cacheWrite5m(), i.cacheWrite1h(), i.cacheRead(), i.output());
  }

  /** Without breakpoints: all input is fresh. Another model's iterations had none of ours. */
  static Usage marks(Usage u) {
    return each(u, i -> i.model() == null ? Buckets.of(i).allFresh().in(i) : i);
  }

  /**
   * Without the provider's compaction. In the exchange in which it compacts, the reply is made from
   * the short prompt, and the compaction's own iteration had the long one: without it, the reply
   * would have been made from that, in the same buckets.
   */
  static Usage compaction(Usage u) {
    List<Iteration> parts = new ArrayList<>();
    @Nullable Iteration before = null;
    for (Iteration part : u.iterations()) {
      if (part.type().equals(COMPACTION)) {
        before = before == null ? part : before;
      } else if (before != null && isReply(part)) {
        parts.add(longer(before, part));
        before = null;
      } else {
        parts.add(part);
      }
    }
    return with(u, parts);
  }

  private static Iteration longer(Iteration compacted, Iteration reply) {
    Buckets whole = Buckets.of(compacted);
    return whole.total() > Buckets.of(reply).total() ? whole.in(reply) : reply;
  }

  /**
   * With tokens that were taken out: in the first iteration of the reply, once.
   *
   * @param tokens how many; negative for tokens that were added and would not have been there
   * @param fresh whether they would have been new in this request
   * @param marked whether nothing would have been cached
   */
  static Usage removal(Usage u, long tokens, boolean fresh, boolean marked) {
    List<Iteration> parts = new ArrayList<>(u.iterations());
    int at = 0;
    while (at < parts.size() && !isReply(parts.get(at))) {
      at++;
    }
    if (at == parts.size()) {
      parts.add(new Iteration(Iteration.MESSAGE, null, 0, 0, 0, 0, 0));
    }
    Iteration part = parts.get(at);
    parts.set(at, Buckets.of(part).plus(tokens, fresh, marked).in(part));
    return with(u, parts);
  }

  private static boolean isReply(Iteration part) {
    return part.type().equals(Iteration.MESSAGE) && part.model() == null;
  }

  private static Usage each(Usage u, UnaryOperator<Iteration> change) {
    return with(u, u.iterations().stream().map(change).toList());
  }

  private static Usage with(Usage u, List<Iteration> parts) {
    return new Usage(
        u.input(),
        u.cacheWrite5m(),
        u.cacheWrite1h(),
        u.cacheRead(),
        u.output(),
        u.thinking(),
        u.serverTools(),
        u.tariff(),
        parts,
        u.estimated());
  }
}
