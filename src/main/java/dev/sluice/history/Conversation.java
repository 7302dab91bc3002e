package dev.sluice.history;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last requests of one conversation, so that one may go on from the last or, as forks and
 * rewinds do, from one shortly before. Guarded by the memory that holds it.
 */
final class Conversation {
  private static final int MOST = 9;

  final Scope scope;
  private final Deque<Remembered> requests = new ArrayDeque<>(MOST + 1);
  private int weight;

  Conversation(Scope scope) {
    this.scope = scope;
  }

  /** Its requests, the last one first. */
  Iterable<Remembered> requests() {
    return requests;
  }

  /** Whether nothing has followed this request. */
  boolean endsWith(Remembered request) {
    return requests.peekFirst() == request;
  }

  Remembered last() {
    return requests.getFirst();
  }

  boolean isFull() {
    return requests.size() == MOST;
  }

  /** Forgets the oldest request and gives it. */
  Remembered forgetOldest() {
    return requests.removeLast();
  }

  /** Forgets the last request and gives it. */
  Remembered forgetLast() {
    return requests.removeFirst();
  }

  /** Goes on with a request; those that it contains are kept in its memory. */
  void goOn(Remembered request) {
    Remembered before = requests.peekFirst();
    if (before != null && contains(request.prefix, before.prefix)) {
      Prefix old = before.prefix;
      for (Remembered each : requests) {
        if (each.prefix.packed().sharesMemory(old.packed())) {
          each.prefix = each.prefix.within(request.prefix);
        }
      }
    }
    requests.addFirst(request);
    request.conversation = this;
  }

  private static boolean contains(Prefix longer, Prefix shorter) {
    return longer.shared(shorter) == shorter.blocks().size();
  }

  /** Counts anew for how many blocks there is memory here; gives how many more than before. */
  int grown() {
    int now = 0;
    PackedBlocks before = null;
    for (Remembered each : requests) {
      PackedBlocks blocks = each.prefix.packed();
      now += before != null && blocks.sharesMemory(before) ? 0 : blocks.room();
      before = blocks;
    }
    int more = now - weight;
    weight = now;
    return more;
  }

  int weight() {
    return weight;
  }
}
