package dev.sluice.rewrite.reduce;

import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.memory.KnownLinks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's messages with what is remembered about each. One use, one thread. */
final class Conversation {
  private final byte[] bytes;
  private final List<Index.Message> messages;
  private final Key[] keys;
  private final @Nullable Decision[] known;
  private final int lastKnown;
  private final boolean media;
  private final boolean compacted;

  private Conversation(Draft draft, Key[] keys, @Nullable Decision[] known) {
    this.bytes = draft.body().bytes();
    this.messages = draft.index().messages();
    this.keys = keys;
    this.known = known;
    var types = draft.index().blockTypes();
    this.media = types.contains("image") || types.contains("document");
    this.compacted = types.contains("compaction");
    int last = known.length - 1;
    while (last >= 0 && known[last] == null) {
      last--;
    }
    this.lastKnown = last;
  }

  static Conversation of(Draft draft, Decisions decisions, KnownLinks links) {
    int count = draft.index().messages().size();
    Key[] keys =
        Chain.keys(draft.turn().tenant(), draft.body().bytes(), draft.index(), count, links);
    return new Conversation(draft, keys, decisions.find(keys));
  }

  int size() {
    return keys.length;
  }

  Index.Message message(int at) {
    return messages.get(at);
  }

  byte[] bytes() {
    return bytes;
  }

  Key key(int at) {
    return keys[at];
  }

  @Nullable Decision decision(int at) {
    return known[at];
  }

  void decide(int at, Decision decision) {
    known[at] = decision;
  }

  /** Whether a message was not known when the request came. */
  boolean isNew(int at) {
    return at > lastKnown;
  }

  boolean isRole(int at, String role) {
    return role.equals(messages.get(at).role());
  }

  List<Text> texts(int at) {
    return Texts.of(bytes, messages.get(at), at);
  }

  int tokens(int at) {
    return Sizes.of(bytes, messages.get(at), media);
  }

  /**
   * The end of what may be changed: a last answer that the model is to go on with stays as it is.
   */
  int openEnd() {
    int end = size();
    while (end > 0 && isRole(end - 1, "assistant")) {
      end--;
    }
    return end;
  }

  /**
   * From where on messages may be changed: the provider has seen none of them in a request. That is
   * what follows the last decided message, from the model's last turn on. In a conversation of
   * which nothing is known, only what follows that turn (spec peers section 4.4).
   */
  int openFrom() {
    int assistant = openEnd() - 1;
    while (assistant >= 0 && !isRole(assistant, "assistant")) {
      assistant--;
    }
    if (lastKnown < 0) {
      return Math.max(assistant, lastCompaction()) + 1;
    }
    int turn = assistant;
    while (turn > 0 && isRole(turn - 1, "assistant")) {
      turn--;
    }
    return Math.max(Math.max(lastKnown + 1, turn), lastCompaction() + 1);
  }

  /** The last message with a compaction block, -1 if there is none. */
  int lastCompaction() {
    int at = compacted ? size() - 1 : -1;
    while (at >= 0 && !hasBlock(at, "compaction")) {
      at--;
    }
    return at;
  }

  boolean hasBlock(int at, String type) {
    for (Span block : messages.get(at).blocks()) {
      Span value = Json.member(bytes, block, "type");
      if (value != null && Json.says(bytes, value, type)) {
        return true;
      }
    }
    return false;
  }
}
