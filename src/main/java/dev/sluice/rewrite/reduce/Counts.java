package dev.sluice.rewrite.reduce;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each rule acted, or would have. Safe for any thread. */
public final class Counts {
  private final Map<String, Adders> byRule = new ConcurrentHashMap<>();

  Counts() {}

  private record Adders(LongAdder times, LongAdder tokens, LongAdder spared) {}

  /**
   * One rule's figures since the start.
   *
   * @param times stretches that it took out or shortened
   * @param tokens estimated tokens in them
   * @param spared stretches that it knew but left alone, for they say something about safety or
   *     tools
   */
  public record Count(long times, long tokens, long spared) {}

  /** It acted. */
  void acted(String rule, int tokens) {
    Adders adders = of(rule);
    adders.times.increment();
    adders.tokens.add(tokens);
  }

  /** It could have, but had better not. */
  void spared(String rule) {
    of(rule).spared.increment();
  }

  private Adders of(String rule) {
    return byRule.computeIfAbsent(
        rule, _ -> new Adders(new LongAdder(), new LongAdder(), new LongAdder()));
  }

  /** By rule: a mechanism's name, or one of its rules' as {@code boilerplate/name}. */
  Map<String, Count> all() {
    Map<String, Count> all = new TreeMap<>();
    byRule.forEach((rule, adders) ->
        all.put(rule, new Count(adders.times.sum(), adders.tokens.sum(), adders.spared.sum())));
    return all;
  }
}
