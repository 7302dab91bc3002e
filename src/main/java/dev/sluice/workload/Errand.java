package dev.sluice.workload;

import dev.sluice.workload.client.Texts;
import java.util.ArrayList;
import java.util.List;

/**
 * A single call for one small job, which brings the log, the page or the class that it is about.
 *
 * @param prompt what is asked; its first words are in no other prompt
 * @param limit most tokens of the answer
 */
record Errand(String prompt, int limit) {
  private static final List<String> SIMPLE =
      List.of(
          "Extract the request ids from this log as a JSON list.",
          "Give this conversation a title of at most six words.",
          "Which of these lines are errors? Copy them, nothing else.",
          "Translate the sentence into German.",
          "Say in one word whether this is about billing, a bug or something else.",
          "List the class names that are mentioned, one a line.",
          "Fix the spelling of this commit message.");
  private static final List<String> MODERATE =
      List.of(
          "Write unit tests for the class below.",
          "Explain to a colleague what the class below does and where it may fail.",
          "Summarise the log below: what happened, in which order, what to look at next.",
          "Add documentation comments to every method of the class below.",
          "Write a commit message and a short pull-request description for this class.",
          "Convert the class below to records and streams where that makes it shorter.",
          "Write a SQL query that gives the figures that the class below computes.");

  /** Jobs that need no thought. */
  static List<Errand> simple(Texts texts, int count, Scripted scripted) {
    List<Errand> errands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = i % SIMPLE.size();
      String text =
          kind == 0 || kind == 2
              ? texts.log(texts.between(2_000, 8_000))
              : texts.prose(kind == 3 || kind == 6 ? 40 : texts.between(1_000, 5_000));
      String prompt = SIMPLE.get(kind) + "\n\n" + text;
      scripted.text(prompt, texts.prose(texts.between(8, 80)));
      errands.add(new Errand(prompt, 500));
    }
    return errands;
  }

  /** Ordinary work on one piece of code. */
  static List<Errand> moderate(Texts texts, int count, Scripted scripted) {
    List<Errand> errands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = i % MODERATE.size();
      int tokens = texts.between(1_000, 3_500);
      String text =
          kind == 2
              ? texts.log(tokens)
              : "```java\n" + texts.code(texts.className(), tokens) + "```";
      String prompt = MODERATE.get(kind) + "\n\n" + text;
      scripted.text(prompt, texts.code(texts.className(), texts.between(500, 1_300)));
      errands.add(new Errand(prompt, 2_000));
    }
    return errands;
  }
}
