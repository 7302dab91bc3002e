package dev.sluice.cache.semantic;

import java.util.regex.Pattern;

/** The politeness that models put around an answer and that says nothing. Pure. */
final class Courtesy {
  private static final int ROUNDS = 3;

  private static final Pattern BEFORE =
      Pattern.compile(
          "^\\s*(?:(?:sure(?: thing)?|of course|certainly|absolutely|no problem|great(?: question)?"
              + "|good question|happy to help|glad to help|i'?d be happy to help(?: with that)?"
              + "|thanks? (?:you )?for (?:asking|reaching out|your (?:question|message))"
              + "|hello|hi(?: there)?|hey|here(?: is|'s) (?:how|the answer|what you (?:need|can do)))"
              + "\\s*[.!:,]+\\s*)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern AFTER =
      Pattern.compile(
          "(?:^|(?<=[.!?:]))\\s*(?:i hope (?:that|this) helps|hope (?:that|this) helps"
              + "|have a (?:nice|great|good) day|let me know if [^.!?]*|feel free to [^.!?]*"
              + "|is there anything else [^.!?]*|please (?:let us|let me) know if [^.!?]*"
              + "|(?:best|kind) regards|thanks?(?: you)?)\\s*[.!?]*\\s*$",
          Pattern.CASE_INSENSITIVE);

  private Courtesy() {}

  /** The reply without it; the reply itself where there is nothing else. */
  static String without(String reply) {
    String left = reply;
    for (int i = 0; i < ROUNDS; i++) {
      left = AFTER.matcher(BEFORE.matcher(left).replaceFirst("")).replaceFirst("");
    }
    return left.isBlank() ? reply : left;
  }
}
