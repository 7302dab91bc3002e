package dev.sluice.history;

/**
 * Why the provider's prompt cache gave less than it could have.
 *
 * @param kind a {@link Difference.Kind} in lower case, or {@code expired} when nothing differs but
 *     too much time went by, or {@code unexplained}
 * @param what the block that differs, as in {@link Difference#what()}, or the gap
 * @param lost tokens that were paid for again instead of being read
 * @param wandering whether a date, time, UUID or counter in the prefix defeats the cache
 */
public record CacheBreak(String kind, String what, long lost, boolean wandering) {}
