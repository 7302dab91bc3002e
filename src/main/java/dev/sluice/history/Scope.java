package dev.sluice.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Within what a past is sought: one tenant's named session, or all conversations of one tenant that
 * begin with the same block. Guarded by the memory that holds it.
 */
final class Scope {
  private static final int MOST_RECENT = 8;

  final long key;
  final String tenant;

  /** The mark of a named session, null where conversations have sessions of their own. */
  final @Nullable SessionMark session;

  private final Deque<Conversation> recent = new ArrayDeque<>();
  private int conversations;

  Scope(long key, String tenant, @Nullable SessionMark session) {
    this.key = key;
    this.tenant = tenant;
    this.session = session;
  }

  /** The last requests of the conversations that went on last. */
  List<Remembered> recent() {
    return recent.stream().map(Conversation::last).toList();
  }

  void begun() {
    conversations++;
  }

  void wentOn(Conversation conversation) {
    if (recent.peekFirst() == conversation) {
      return;
    }
    recent.removeFirstOccurrence(conversation);
    recent.addFirst(conversation);
    if (recent.size() > MOST_RECENT) {
      recent.removeLast();
    }
  }

  /** Forgets a conversation; tells whether it was the last one. */
  boolean forget(Conversation conversation) {
    recent.removeFirstOccurrence(conversation);
    return --conversations == 0;
  }
}
