package dev.sluice.workload;

import dev.sluice.workload.client.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A single call for one job: the log, page or class that it is about in front, what is asked last,
 * as Anthropic's guide to prompts has it.
 *
 * @param material what it is about
 * @param asked a labelled prompt
 * @param limit most tokens of the answer
 */
record Errand(String material, String asked, int limit) {

  /** Jobs that need no thought, about logs and pages of 1,000 to 8,000 tokens. */
  static List<Errand> simple(Texts texts, int count, Scripted scripted) {
    List<Errand> errands = new ArrayList<>();
    for (String asked : labelled("SIMPLE", texts, count)) {
      boolean log = texts.random().nextInt(3) == 0;
      String about =
          log ? texts.log(texts.between(2_000, 8_000)) : texts.prose(texts.between(1_000, 5_000));
      scripted.text(asked, texts.prose(texts.between(8, 80)));
      errands.add(new Errand(about, asked, 500));
    }
    return errands;
  }

  /** Ordinary work on one class. */
  static List<Errand> moderate(Texts texts, int count, Scripted scripted) {
    List<Errand> errands = new ArrayList<>();
    for (String asked : labelled("MODERATE", texts, count)) {
      String about = texts.code(texts.className(), texts.between(1_000, 3_500));
      scripted.text(asked, texts.code(texts.className(), texts.between(500, 1_300)));
      errands.add(new Errand(about, asked, 2_000));
    }
    return errands;
  }

  private static List<String> labelled(String label, Texts texts, int count) {
    List<String> prompts = new ArrayList<>();
    for (LabelledPrompt prompt : LabelledPrompt.all()) {
      if (prompt.label().equals(label)) {
        prompts.add(prompt.text());
      }
    }
    Collections.shuffle(prompts, Random.from(texts.random()));
    return prompts.subList(0, Math.min(count, prompts.size()));
  }
}
