package dev.sluice.rewrite.reduce;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that send fewer tokens.
 *
 * @param duplicates files that stand in a request more than once
 * @param boilerplate wrappers that editors put around what was asked
 * @param diffFirst a policy that asks for small edits
 * @param truncate texts that are too long
 * @param prune conversations that do not fit the model
 * @param compress old turns into facts, by a small model
 */
public record ReduceConfig(
    Duplicates duplicates,
    Boilerplate boilerplate,
    DiffFirst diffFirst,
    Truncate truncate,
    Prune prune,
    Compress compress) {
  /** Everything as the profile has it. */
  public static final ReduceConfig DEFAULT =
      new ReduceConfig(
          Duplicates.DEFAULT,
          Boilerplate.DEFAULT,
          DiffFirst.DEFAULT,
          Truncate.DEFAULT,
          Prune.DEFAULT,
          Compress.DEFAULT);

  /**
   * The first copy of a file stays, later ones point to it.
   *
   * @param enabled on or off; null follows the profile
   * @param minTokens estimated tokens from which a text counts as a file, 50 or more
   */
  public record Duplicates(@Nullable Boolean enabled, int minTokens) {
    /** As the profile has it, from 200 tokens. */
    public static final Duplicates DEFAULT = new Duplicates(null, 200);

    /** Checks the ranges. */
    public Duplicates {
      atLeast("minTokens", minTokens, 50);
    }
  }

  /**
   * Exact known wrappers of editors are taken off.
   *
   * @param enabled on or off; null follows the profile
   * @param rules what is taken off, tried in order; empty uses the bundled ones
   */
  public record Boilerplate(@Nullable Boolean enabled, List<Rule> rules) {
    /** As the profile has it, with the bundled rules. */
    public static final Boilerplate DEFAULT = new Boilerplate(null, List.of());

    public Boilerplate {
      rules = List.copyOf(rules);
    }
  }

  /**
   * One wrapper.
   *
   * @param name what it is called in the log, at level {@code debug}
   * @param from the exact text with which it begins
   * @param to the exact text with which it ends; the first one after {@code from} counts. Empty:
   *     the text of {@code from} alone is the wrapper
   * @param keep whether what stands between the two stays
   */
  public record Rule(String name, String from, String to, boolean keep) {
    /** A rule must have a beginning. */
    public static final Rule DEFAULT = new Rule("rule", "<wrapper>", "</wrapper>", false);

    /** Checks that there is something to find. */
    public Rule {
      if (from.isBlank()) {
        throw new IllegalArgumentException("from: empty (expected: the text that begins it)");
      }
    }
  }

  /**
   * A policy appended after the client's system prompt where tools that edit files, or code, are
   * there.
   *
   * @param enabled on or off; null follows the profile
   * @param text the policy, empty for the bundled one
   */
  public record DiffFirst(@Nullable Boolean enabled, String text) {
    /** As the profile has it, with the bundled policy. */
    public static final DiffFirst DEFAULT = new DiffFirst(null, "");
  }

  /**
   * Head and tail of long texts stay. Each limit in estimated tokens; 0 for no limit, else 200 or
   * more.
   *
   * @param enabled on or off; null follows the profile
   * @param user limit of a text of the user
   * @param assistant limit of a text of the model
   * @param toolResult limit of a tool's result
   */
  public record Truncate(@Nullable Boolean enabled, int user, int assistant, int toolResult) {
    /** As the profile has it; only tools' results, at 12,000. */
    public static final Truncate DEFAULT = new Truncate(null, 0, 0, 12_000);

    /** Checks the ranges. */
    public Truncate {
      limit("user", user);
      limit("assistant", assistant);
      limit("toolResult", toolResult);
    }

    private static void limit(String name, int tokens) {
      if (tokens != 0 && tokens < 200) {
        throw new IllegalArgumentException(
            name + ": " + tokens + " (expected: 0 for no limit, else 200 or more)");
      }
    }
  }

  /**
   * The oldest turns go when a conversation nears the model's limit.
   *
   * @param enabled on or off; null follows the profile
   * @param at share of the model's context window at which it begins, above 0 and at most 1
   * @param keep messages at the end that always stay, 2 or more
   */
  public record Prune(@Nullable Boolean enabled, double at, int keep) {
    /** As the profile has it; at 92 %, keeping ten messages. */
    public static final Prune DEFAULT = new Prune(null, 0.92, 10);

    /** Checks the ranges. */
    public Prune {
      if (at <= 0 || at > 1) {
        throw new IllegalArgumentException("at: " + at + " (expected: above 0, at most 1)");
      }
      atLeast("keep", keep, 2);
    }
  }

  /**
   * A small model turns old turns into structured facts.
   *
   * @param enabled on or off; null follows the profile
   * @param model the small model
   * @param trigger estimated input tokens at which it begins, 10,000 or more
   * @param keepTurns turns at the end that stay as they are, 1 or more
   * @param timeout how long the small model may take, 1 s to 10 min; no client waits for it
   */
  public record Compress(
      @Nullable Boolean enabled, String model, int trigger, int keepTurns, Duration timeout) {
    /** As the profile has it; from 120,000 tokens, four turns, a minute. */
    public static final Compress DEFAULT =
        new Compress(null, "claude-haiku-4-5", 120_000, 4, Duration.ofMinutes(1));

    /** Checks the ranges. */
    public Compress {
      if (model.isBlank()) {
        throw new IllegalArgumentException("model: empty (expected: the name of a model)");
      }
      atLeast("trigger", trigger, 10_000);
      atLeast("keepTurns", keepTurns, 1);
      if (timeout.compareTo(Duration.ofSeconds(1)) < 0
          || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
        throw new IllegalArgumentException("timeout: " + timeout + " (expected: 1s to 10m)");
      }
    }
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " or more)");
    }
  }
}
