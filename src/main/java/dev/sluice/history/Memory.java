package dev.sluice.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of all conversations, found by their messages; the one that rested longest is forgotten
 * first. Safe for any thread; what it does under its lock takes some look-ups at most.
 */
final class Memory {
  private static final int MOST_FOUND = 16;
  private static final int MOST_ALIKE = 8;

  private final MemoryLimits limits;
  private final Map<Long, Scope> scopes = new HashMap<>();
  private final Map<Long, Remembered> byMessages = new HashMap<>();
  private final LinkedHashMap<Conversation, Boolean> byRest = new LinkedHashMap<>(16, 0.75f, true);
  private int blocks;

  Memory(MemoryLimits limits) {
    this.limits = limits;
  }

  /**
   * What may be the past of a request.
   *
   * @param chain hashes of its messages up to the end of each
   */
  synchronized Found find(String tenant, long scope, long[] chain) {
    Scope known = scopes.get(scope);
    if (known == null || !known.tenant.equals(tenant)) {
      return Found.NOTHING;
    }
    List<Candidate> found = new ArrayList<>();
    for (int i = chain.length - 1; i >= 0 && found.size() < MOST_FOUND; i--) {
      Remembered each = byMessages.get(chain[i]);
      for (; each != null; each = each.next) {
        Conversation conversation = each.conversation;
        boolean last = conversation != null && conversation.endsWith(each);
        found.add(new Candidate(each, i + 1, last));
      }
    }
    return new Found(found, known.recent(), known.session);
  }

  /** From now on the request is the past of its conversation. */
  synchronized void remember(String tenant, Origin origin, Remembered request) {
    if (request.prefix.blocks().size() > limits.blocks() / 4) {
      return;
    }
    Scope scope =
        scopes.computeIfAbsent(
            origin.scope, key -> new Scope(key, tenant, origin.named ? request.session : null));
    if (!scope.tenant.equals(tenant)) {
      return;
    }
    Conversation conversation = conversation(scope, origin, request);
    if (conversation.isFull()) {
      unlink(conversation.forgetOldest());
    }
    conversation.goOn(request);
    link(request);
    scope.wentOn(conversation);
    byRest.put(conversation, true);
    blocks += conversation.grown();
    forgetTheRest();
  }

  /** The conversation of the past if this request goes on from its end, else a new one. */
  private Conversation conversation(Scope scope, Origin origin, Remembered request) {
    Remembered past = origin.past;
    Conversation known = past == null ? null : past.conversation;
    if (past == null || known == null || !known.endsWith(past) || known.scope != scope) {
      scope.begun();
      return new Conversation(scope);
    }
    if (past.key == request.key) {
      unlink(known.forgetLast());
    }
    return known;
  }

  private void forgetTheRest() {
    while (byRest.size() > limits.conversations() || blocks > limits.blocks()) {
      Conversation oldest = byRest.firstEntry().getKey();
      byRest.remove(oldest);
      blocks -= oldest.weight();
      for (Remembered each : oldest.requests()) {
        unlink(each);
      }
      if (oldest.scope.forget(oldest)) {
        scopes.remove(oldest.scope.key);
      }
    }
  }

  private void link(Remembered request) {
    request.next = byMessages.put(request.key, request);
    int count = 1;
    Remembered each = request;
    while (each.next != null && count < MOST_ALIKE) {
      each = each.next;
      count++;
    }
    each.next = null;
  }

  private void unlink(Remembered request) {
    request.conversation = null;
    Remembered first = byMessages.get(request.key);
    if (first == request) {
      if (request.next == null) {
        byMessages.remove(request.key);
      } else {
        byMessages.put(request.key, request.next);
      }
      return;
    }
    for (Remembered each = first; each != null; each = each.next) {
      if (each.next == request) {
        each.next = request.next;
        return;
      }
    }
  }

  synchronized int conversations() {
    return byRest.size();
  }

  synchronized int blocks() {
    return blocks;
  }

  synchronized int links() {
    return byMessages.size() + scopes.size();
  }

  /**
   * What was found.
   *
   * @param extended requests whose messages this one begins with, the longest first
   * @param recent the last requests of other conversations in the same scope
   * @param session the mark of the named session
   */
  record Found(List<Candidate> extended, List<Remembered> recent, @Nullable SessionMark session) {
    static final Found NOTHING = new Found(List.of(), List.of(), null);
  }

  /**
   * One of them.
   *
   * @param messages how many messages it has
   * @param last whether nothing has followed it
   */
  record Candidate(Remembered request, int messages, boolean last) {}
}
