package dev.sluice.price;

import java.util.List;

/** The names of the ways to save, as in the ledger, in {@code stats}, in metrics and in headers. */
public final class Mechanisms {
  /** Exact cache. */
  public static final String EXACT = "exact";

  /** Semantic cache. */
  public static final String SEMANTIC = "semantic";

  /** Breakpoints for the provider's prompt cache. */
  public static final String PROMPT_CACHE = "prompt-cache";

  /** Cheaper models. */
  public static final String ROUTING = "routing";

  /** The provider's compaction. */
  public static final String COMPACTION = "compaction";

  /** Duplicate files. */
  public static final String DUPLICATES = "duplicates";

  /** Wrappers of editors. */
  public static final String BOILERPLATE = "boilerplate";

  /** The policy of small edits. */
  public static final String DIFF_FIRST = "diff-first";

  /** Long texts cut in the middle. */
  public static final String TRUNCATE = "truncate";

  /** Oldest turns taken out. */
  public static final String PRUNE = "prune";

  /** Our own summary of old turns. */
  public static final String COMPRESS = "compress";

  /** All of them, in the order in which they act. */
  public static final List<String> ALL =
      List.of(
          EXACT,
          SEMANTIC,
          ROUTING,
          DUPLICATES,
          BOILERPLATE,
          TRUNCATE,
          PRUNE,
          COMPRESS,
          DIFF_FIRST,
          COMPACTION,
          PROMPT_CACHE);

  private Mechanisms() {}

  /** The line of configuration that switches a mechanism off, such as {@code key: value}. */
  public static String offSwitch(String mechanism) {
    return switch (mechanism) {
      case EXACT -> "savings.cache.enabled: false";
      case SEMANTIC -> "savings.semantic.mode: off";
      case PROMPT_CACHE -> "savings.promptCache.enabled: false";
      case DIFF_FIRST -> "savings.reduce.diffFirst.enabled: false";
      case ROUTING, COMPACTION -> "savings." + mechanism + ".enabled: false";
      default -> "savings.reduce." + mechanism + ".enabled: false";
    };
  }
}
