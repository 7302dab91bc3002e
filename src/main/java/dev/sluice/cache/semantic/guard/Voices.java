package dev.sluice.cache.semantic.guard;

import dev.sluice.cache.semantic.guard.Sense.Gap;
import dev.sluice.cache.semantic.guard.Sense.Word;
import java.util.ArrayList;
import java.util.List;

/** "Is the water covered by the warranty" as "does the warranty cover the water". Pure. */
final class Voices {
  static final String AGENT = "agent";

  private Voices() {}

  /** The words in the order of the active voice: who does it, what is done, to what, the rest. */
  static List<Word> active(List<Word> words) {
    int verb = 0;
    while (verb < words.size() && !words.get(verb).isPassive()) {
      verb++;
    }
    if (verb == words.size()) {
      return words;
    }
    int from = verb;
    while (from > 0 && words.get(from).gap() != Gap.BREAK) {
      from--;
    }
    int agent = verb + 1;
    int end = agent;
    if (agent < words.size() && words.get(agent).relation().equals(AGENT)) {
      end++;
      while (end < words.size() && isJoined(words.get(end))) {
        end++;
      }
    }
    List<Word> active = new ArrayList<>(words.subList(0, from));
    words.subList(agent, end).stream().map(Voices::withoutAgent).forEach(active::add);
    active.add(words.get(verb));
    active.addAll(words.subList(from, verb));
    active.addAll(words.subList(end, words.size()));
    return active;
  }

  private static boolean isJoined(Word word) {
    return word.relation().isEmpty() && word.gap() != Gap.BREAK;
  }

  private static Word withoutAgent(Word word) {
    return word.relation().equals(AGENT) ? word.related("") : word;
  }
}
