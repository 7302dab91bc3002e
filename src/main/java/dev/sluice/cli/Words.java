package dev.sluice.cli;

import java.util.Locale;

/** How names of the code are shown to people. */
final class Words {
  private Words() {}

  /** An enum's constant as it is typed: lower case. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A count with its noun: {@code 1 call}, {@code 2 calls}. */
  static String count(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
