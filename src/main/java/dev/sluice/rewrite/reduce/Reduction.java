package dev.sluice.rewrite.reduce;

import dev.sluice.message.Span;
import dev.sluice.message.Splices;
import dev.sluice.price.Mechanisms;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.Rewrite;
import dev.sluice.rewrite.memory.KnownLinks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass of all rules that change messages. A message is decided about once, in the request in
 * which it is new, and then sent with the same bytes for ever, whatever the settings say by then;
 * so the provider's prompt cache never breaks by it (spec peers section 4.4). Each rule claims
 * under its own mechanism.
 */
final class Reduction implements Rewrite {
  private final List<BlockRule> rules;
  private final @Nullable Pruning pruning;
  private final Decisions decisions;
  private final KnownLinks links;

  /**
   * A pass.
   *
   * @param rules what acts, in order
   * @param pruning null when no new cut is to be made
   * @param links spares digesting what was digested before
   */
  Reduction(
      List<BlockRule> rules, @Nullable Pruning pruning, Decisions decisions, KnownLinks links) {
    this.rules = List.copyOf(rules);
    this.pruning = pruning;
    this.decisions = decisions;
    this.links = links;
  }

  /** The first of those that it claims for. */
  @Override
  public String mechanism() {
    return Mechanisms.DUPLICATES;
  }

  @Override
  public Edit rewrite(Draft draft) {
    if (!Eligible.is(draft)) {
      return Edit.NONE;
    }
    Conversation conversation = Conversation.of(draft, decisions, links);
    Cut made = Pruning.made(conversation);
    if (!rules.isEmpty() || pruning != null) {
      decide(conversation, made, draft);
    }
    Pruning cutting = draft.isOff(Mechanisms.PRUNE) ? null : pruning;
    Cut cut = cutting == null ? made : cutting.next(conversation, draft, made);
    if (cut.at() != made.at()) {
      cut = leaveOut(conversation, cut);
    }
    return edit(conversation, cut, draft);
  }

  private void decide(Conversation conversation, Cut cut, Draft draft) {
    Batch batch = batch(conversation, cut);
    for (BlockRule rule : rules) {
      if (!draft.isOff(rule.mechanism())) {
        rule.decide(batch);
      }
    }
    for (int i = 0; i < conversation.size(); i++) {
      if (conversation.decision(i) == null) {
        Decision decision = Decision.of(conversation.tokens(i), batch.decided(i));
        conversation.decide(i, decisions.keep(conversation.key(i), decision));
      }
    }
  }

  private static Batch batch(Conversation conversation, Cut cut) {
    List<Text> open = new ArrayList<>();
    int from = conversation.openFrom();
    for (int i = from; i < conversation.openEnd(); i++) {
      open.addAll(conversation.texts(i));
    }
    return new Batch(open, new Sources(conversation, cut, from));
  }

  private Cut leaveOut(Conversation conversation, Cut cut) {
    int last = cut.at() - 1;
    Decision decision = conversation.decision(last);
    if (decision == null) {
      return Cut.NONE;
    }
    Decision now = decisions.leaveOut(conversation.key(last), decision, cut.what());
    return new Cut(cut.at(), now.leftOut());
  }

  private static Edit edit(Conversation conversation, Cut cut, Draft draft) {
    Splices splices = new Splices();
    Claims claims = new Claims();
    if (!cut.isNone()) {
      int from = conversation.message(cut.from()).span().from();
      int to = conversation.message(cut.at()).span().from();
      splices.replace(new Span(from, to), cut.marker());
      claims.leftOut(conversation, cut, draft.model());
    }
    for (int i = 0; i < conversation.size(); i++) {
      Decision decision = conversation.decision(i);
      if (decision != null && !decision.patches().isEmpty() && cut.sends(i)) {
        apply(conversation, i, decision.patches().stream().filter(cut::keeps).toList(), splices);
        claims.patched(decision, cut, conversation.isNew(i));
      }
    }
    return splices.isEmpty() ? Edit.NONE : new Edit(splices, List.of(), claims.all(), null);
  }

  private static void apply(Conversation conversation, int at, List<Patch> patches, Splices out) {
    List<Text> texts = patches.isEmpty() ? List.of() : conversation.texts(at);
    for (Patch patch : patches) {
      for (Text text : texts) {
        if (patch.isIn(text) && patch.to() <= text.raw().length()) {
          int from = text.raw().from();
          out.replace(new Span(from + patch.from(), from + patch.to()), patch.with());
        }
      }
    }
  }

  /** What stood before the new messages and may be pointed to; read when first asked for. */
  private static final class Sources implements Batch.Earlier {
    private final Conversation conversation;
    private final Cut cut;
    private final int end;
    private @Nullable List<Text> texts;

    Sources(Conversation conversation, Cut cut, int end) {
      this.conversation = conversation;
      this.cut = cut;
      this.end = end;
    }

    @Override
    public List<Text> texts() {
      List<Text> found = texts;
      if (found == null) {
        found = new ArrayList<>();
        // What stands before a compaction block is not read by the model.
        for (int i = conversation.lastCompaction() + 1; i < end; i++) {
          if (cut.sends(i) && conversation.isRole(i, "user")) {
            found.addAll(conversation.texts(i));
          }
        }
        texts = found;
      }
      return found;
    }

    @Override
    public List<Patch> patches(int message) {
      Decision decision = conversation.decision(message);
      return decision == null ? List.of() : decision.patches().stream().filter(cut::keeps).toList();
    }
  }
}
