package dev.sluice.route.tier;

import dev.sluice.history.Prefix;
import dev.sluice.history.Turn;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which model works on which conversation, and which prefixes were sent to which model. Keeps the
 * 10,000 of each that were used last. Safe for any thread.
 */
final class Tasks {
  private static final int MOST = 10_000;

  private final Map<String, Task> tasks = newest();
  private final Map<String, Sent> sent = newest();

  /**
   * What is being done in a conversation.
   *
   * @param requested the model that the client named
   * @param model the one that answers
   * @param tier its tier
   * @param intent hash of the user's words that are being worked on
   * @param at when the last request came
   */
  record Task(String requested, String model, Tier tier, int intent, Instant at) {}

  /**
   * A system prompt with its tools, at one model.
   *
   * @param at when it was sent last
   * @param times how often
   */
  record Sent(Instant at, int times) {}

  private static <V> Map<String, V> newest() {
    return new LinkedHashMap<>(64, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
      }
    };
  }

  /** What is being done in this turn's conversation, null when that is not known. */
  synchronized @Nullable Task task(Turn turn) {
    return tasks.get(conversation(turn));
  }

  /** When this turn's system prompt and tools were sent to this model, null for never. */
  synchronized @Nullable Sent sent(Turn turn, String model) {
    return turn.prefix().systemEnd() == 0 ? null : sent.get(shared(turn, model));
  }

  /** This turn goes to the task's model, whose id without a date this is. */
  synchronized void remember(Turn turn, Task task, String id) {
    tasks.put(conversation(turn), task);
    if (turn.prefix().systemEnd() > 0) {
      String key = shared(turn, id);
      Sent before = sent.get(key);
      sent.put(key, new Sent(turn.at(), before == null ? 1 : before.times() + 1));
    }
  }

  /**
   * A conversation is known by its session and its first message: one session may hold several, and
   * one that was compacted begins anew.
   */
  private static String conversation(Turn turn) {
    Prefix prefix = turn.prefix();
    boolean empty = prefix.systemEnd() >= prefix.blocks().size();
    long first = empty ? 0 : prefix.blocks().get(prefix.systemEnd()).own();
    return turn.tenant() + '\n' + turn.session() + '\n' + first;
  }

  private static String shared(Turn turn, String model) {
    Prefix prefix = turn.prefix();
    return turn.tenant() + '\n' + model + '\n' + prefix.blocks().get(prefix.systemEnd() - 1).upTo();
  }
}
