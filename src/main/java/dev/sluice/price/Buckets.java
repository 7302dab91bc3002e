package dev.sluice.price;

import dev.sluice.message.Usage.Iteration;

/**
 * The input of one iteration by bucket; immutable.
 *
 * @param fresh neither written nor read
 * @param write5m written for 5 minutes
 * @param write1h written for 1 hour
 * @param read read
 */
record Buckets(long fresh, long write5m, long write1h, long read) {
  private static final long MOST_TOKENS = 1_000_000_000_000L;

  static Buckets of(Iteration i) {
    return new Buckets(i.input(), i.cacheWrite5m(), i.cacheWrite1h(), i.cacheRead());
  }

  /** An iteration with this input. */
  Iteration in(Iteration i) {
    return new Iteration(i.type(), i.model(), fresh, write5m, write1h, read, i.output());
  }

  long total() {
    return fresh + write5m + write1h + read;
  }

  Buckets allFresh() {
    return new Buckets(total(), 0, 0, 0);
  }

  /**
   * With more tokens in the bucket in which they would have been: all fresh when nothing would have
   * been cached; new ones written where this request wrote (for 5 minutes where it wrote both ways,
   * since the longer lifetime stands before the shorter); others read where it read; else fresh.
   * With a negative number that bucket loses them, and the others what it does not have.
   */
  Buckets plus(long tokens, boolean isNew, boolean marked) {
    if (tokens < 0) {
      return less(Math.min(-Math.max(tokens, -MOST_TOKENS), total()), isNew, marked);
    }
    long some = Math.min(tokens, MOST_TOKENS);
    if (!marked && isNew && write5m > 0) {
      return new Buckets(fresh, write5m + some, write1h, read);
    }
    if (!marked && isNew && write1h > 0) {
      return new Buckets(fresh, write5m, write1h + some, read);
    }
    return !marked && !isNew && read > 0
        ? new Buckets(fresh, write5m, write1h, read + some)
        : new Buckets(fresh + some, write5m, write1h, read);
  }

  private Buckets less(long tokens, boolean isNew, boolean marked) {
    if (marked) {
      return new Buckets(fresh - tokens, write5m, write1h, read);
    }
    long left = tokens;
    long fromRead = isNew ? 0 : Math.min(left, read);
    left -= fromRead;
    long from5m = isNew ? Math.min(left, write5m) : 0;
    left -= from5m;
    long from1h = isNew ? Math.min(left, write1h) : 0;
    left -= from1h;
    long fromFresh = Math.min(left, fresh);
    Buckets rest =
        new Buckets(fresh - fromFresh, write5m - from5m, write1h - from1h, read - fromRead);
    left -= fromFresh;
    return left == 0 ? rest : rest.less(left, !isNew, false);
  }
}
