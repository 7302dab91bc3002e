package dev.sluice.workload.client;

import dev.sluice.sim.prompt.Tokenizer;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Writes texts that look like code, logs and prose, each of about so many tokens by the simulated
 * provider's count. The same seed gives the same texts in the same order. For one thread.
 */
public final class Texts {
  private static final String[] NOUNS =
      ("order ledger price cart invoice account session route batch token worker queue report entry"
              + " header cursor window bucket shard digest parcel tariff voucher ticket planner"
              + " signal buffer replica schema snapshot")
          .split(" ");
  private static final String[] VERBS =
      ("reads writes checks merges splits counts rejects keeps drops renames sorts compares flushes"
              + " reserves settles releases parses prints validates resolves")
          .split(" ");
  private static final String[] QUALITIES =
      ("open late empty stable partial nested pending foreign unique stale primary shared bounded"
              + " visible signed default remote cold")
          .split(" ");
  private static final String[] ENDS =
      ("before the reply leaves|when the limit is near|as the contract says|without touching the"
              + " store|after the second attempt|for every caller|unless the file is newer|in the"
              + " order in which they came|while the lock is held|until the next release|only on the"
              + " main branch|if nobody waits for it")
          .split("\\|");
  private static final String[] LEVELS = {"INFO ", "INFO ", "INFO ", "WARN ", "DEBUG", "ERROR"};

  private final RandomGenerator random;

  /** Texts that follow from a seed. */
  public Texts(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The source of every draw, for choices that belong to the same story. */
  public RandomGenerator random() {
    return random;
  }

  /** A whole number from {@code least} to {@code most}, both included. */
  public int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** Paragraphs of plain sentences. */
  public String prose(int tokens) {
    return sized(tokens, () -> sentence() + (random.nextInt(6) == 0 ? "\n\n" : " ")).strip();
  }

  /** The lines of a log, times rising. */
  public String log(int tokens) {
    int[] second = {random.nextInt(3_600)};
    return sized(
            tokens,
            () -> {
              second[0] += random.nextInt(4);
              return logLine(second[0]);
            })
        .strip();
  }

  /** A Java class of this name. */
  public String code(String name, int tokens) {
    String head =
        "package shop."
            + noun()
            + ";\n\nimport java.util.List;\n\n/** "
            + sentence()
            + " */\n"
            + "final class "
            + name
            + " {\n";
    return head + sized(tokens - Tokenizer.count(head) - 2, this::method) + "}\n";
  }

  /** A method, indented, with the blank line after it. */
  public String method() {
    String name = word(VERBS).substring(0, 4) + capital(noun()) + random.nextInt(100);
    Names names = new Names(name, capital(noun()), noun(), random.nextInt(9_000));
    return switch (random.nextInt(3)) {
      case 0 -> sum(names);
      case 1 -> check(names);
      default -> computed(names);
    };
  }

  /** What a method is about. */
  private record Names(String name, String of, String item, int limit) {
    private String in(String template) {
      return template
          .replace("NAME", name)
          .replace("TYPE", of)
          .replace("ITEM", item)
          .replace("LIMIT", Integer.toString(limit));
    }
  }

  private String sum(Names names) {
    return "  /** "
        + sentence()
        + names.in(
            " */\n  static long NAME(List<TYPE> ITEMs) {\n    long sum = 0;\n"
                + "    for (TYPE one : ITEMs) {\n      sum += one.")
        + noun()
        + names.in("() * LIMITL;\n    }\n    return sum;\n  }\n\n");
  }

  private String check(Names names) {
    return names.in("  private boolean NAME(TYPE ITEM) {\n    if (ITEM == null || ITEM.")
        + noun()
        + names.in(
            "().isEmpty()) {\n      throw new IllegalArgumentException(\"ITEM: \" + ITEM"
                + " + \" (expected: ")
        + word(QUALITIES)
        + names.in(")\");\n    }\n    return ITEM.")
        + noun()
        + names.in("().size() < LIMIT;\n  }\n\n");
  }

  private String computed(Names names) {
    return "  // "
        + sentence()
        + names.in("\n  TYPE NAME(String ITEM) {\n    return ")
        + noun()
        + names.in("s.computeIfAbsent(ITEM, key -> new TYPE(key, LIMIT));\n  }\n\n");
  }

  /** One sentence. */
  public String sentence() {
    String start = random.nextBoolean() ? "The " : "Each ";
    String first = start + word(QUALITIES) + " " + noun() + " " + word(VERBS);
    return first + " the " + word(QUALITIES) + " " + noun() + " " + word(ENDS) + ".";
  }

  /** A word for a thing. */
  public String noun() {
    return word(NOUNS);
  }

  /** A class name, unlikely to come twice. */
  public String className() {
    return capital(word(QUALITIES)) + capital(noun()) + random.nextInt(10, 1_000);
  }

  private String logLine(int second) {
    String time =
        String.format(
            Locale.ROOT,
            "2026-11-20T%02d:%02d:%02d.%03dZ",
            9 + second / 3_600,
            second / 60 % 60,
            second % 60,
            random.nextInt(1_000));
    return time
        + " "
        + word(LEVELS)
        + " ["
        + noun()
        + "-"
        + random.nextInt(1, 9)
        + "] shop."
        + noun()
        + "."
        + capital(noun())
        + " id="
        + Long.toHexString(random.nextLong(1L << 40))
        + " took="
        + random.nextInt(2_000)
        + "ms "
        + sentence()
        + "\n";
  }

  private static String sized(int tokens, Supplier<String> next) {
    StringBuilder text = new StringBuilder(tokens * 5);
    for (int left = tokens; left > 0; ) {
      String part = next.get();
      text.append(part);
      left -= Tokenizer.count(part);
    }
    return text.toString();
  }

  private String word(String[] from) {
    return from[random.nextInt(from.length)];
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
