package dev.sluice.sim.answer;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the text of an answer: what the prompt asks to be said, or plain sentences about it. The
 * same prompt and seed give the same text. Safe for any thread.
 */
final class Prose {
  private static final Pattern SAY =
      Pattern.compile(
          "(?is).*?\\b(?:say|reply with|answer with|respond with|repeat|echo)\\b[: ]+(?:exactly"
              + " |only |just |the word )*[\"'`]?([^\"'`\\n]{1,400}?)[\"'`]?(?: and nothing"
              + " else.*)?[.!]?\\s*");
  private static final Pattern LENGTH =
      Pattern.compile("(?is)\\b(?:in|about|of|with|write) (\\d{1,6}) (words|tokens)\\b");
  private static final String[] SUBJECTS = {
    "The change",
    "This part",
    "The first step",
    "The result",
    "A good start",
    "The main point",
    "That file",
    "The test",
    "The next call",
    "This answer"
  };
  private static final String[] VERBS = {
    "keeps",
    "shows",
    "needs",
    "explains",
    "covers",
    "builds on",
    "depends on",
    "follows from",
    "settles",
    "points to"
  };
  private static final String[] OBJECTS = {
    "the request as it was asked",
    "one small and clear idea",
    "what was read before",
    "a short list of facts",
    "the same path through the code",
    "every case that matters here",
    "a figure that can be checked",
    "the part that changed last",
    "a plan with three steps",
    "what the reader expects"
  };

  private Prose() {}

  /** An answer to {@code prompt}. */
  static String answer(String prompt, long seed) {
    Matcher say = SAY.matcher(prompt.length() > 2_000 ? prompt.substring(0, 2_000) : prompt);
    if (say.matches()) {
      return said(say.group(1).strip());
    }
    Matcher length = LENGTH.matcher(prompt);
    RandomGenerator random = new SplittableRandom(seed);
    if (length.find()) {
      return words(Math.min(200_000, Integer.parseInt(length.group(1))), random);
    }
    return about(prompt) + sentences(2 + random.nextInt(4), random);
  }

  /** Some thoughts on {@code prompt} of about {@code sentences} sentences. */
  static String thoughts(String prompt, int sentences, long seed) {
    return "The user asks: "
        + gist(prompt)
        + ". "
        + sentences(sentences, new SplittableRandom(~seed));
  }

  /** A few words out of {@code prompt}, for titles and names. */
  static String gist(String prompt) {
    String line = prompt.strip().replaceAll("\\s+", " ");
    int end = line.length() > 60 ? line.lastIndexOf(' ', 60) : line.length();
    String gist = line.substring(0, end > 0 ? end : Math.min(60, line.length()));
    return gist.isEmpty() ? "nothing in particular" : gist;
  }

  private static String said(String words) {
    String plain = words.toLowerCase(Locale.ROOT);
    if (plain.equals("hi") || plain.equals("hello")) {
      return words.substring(0, 1).toUpperCase(Locale.ROOT)
          + words.substring(1)
          + "! How can I help you today?";
    }
    return words;
  }

  private static String about(String prompt) {
    return "You asked: " + gist(prompt) + ". ";
  }

  private static String sentences(int count, RandomGenerator random) {
    StringBuilder text = new StringBuilder(count * 60);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ");
      text.append(SUBJECTS[random.nextInt(SUBJECTS.length)]).append(' ');
      text.append(VERBS[random.nextInt(VERBS.length)]).append(' ');
      text.append(OBJECTS[random.nextInt(OBJECTS.length)]).append('.');
    }
    return text.toString();
  }

  private static String words(int count, RandomGenerator random) {
    StringBuilder text = new StringBuilder(count * 6);
    int left = count;
    while (left > 0) {
      for (String word : sentences(1, random).split(" ", -1)) {
        if (left-- > 0) {
          text.append(text.isEmpty() ? "" : " ").append(word);
        }
      }
    }
    return text.toString();
  }
}
