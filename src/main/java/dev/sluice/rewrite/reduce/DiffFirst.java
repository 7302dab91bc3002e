package dev.sluice.rewrite.reduce;

import dev.sluice.message.Index;
import dev.sluice.message.JsonBytes;
import dev.sluice.message.Span;
import dev.sluice.message.Splices;
import dev.sluice.message.TokenEstimate;
import dev.sluice.price.Claim;
import dev.sluice.price.Mechanisms;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.Rewrite;
import dev.sluice.rewrite.memory.KnownLinks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy of small edits after the client's system prompt. Decided at the first turn of a
 * conversation and kept for its life, as the system prompt is the beginning of the prefix. What it
 * saves in output cannot be measured in one request, so it claims only what it costs.
 */
final class DiffFirst implements Rewrite {
  private static final int NOWHERE = -2;

  private final boolean on;
  private final String policy;
  private final Decisions decisions;
  private final KnownLinks links;

  /**
   * The policy.
   *
   * @param on whether conversations that begin now get it
   * @param text what it says, empty for the bundled one
   * @param links spares digesting what was digested before
   */
  DiffFirst(boolean on, String text, Decisions decisions, KnownLinks links) {
    this.on = on;
    this.policy = text.isBlank() ? Bundled.policy() : text.strip();
    this.decisions = decisions;
    this.links = links;
  }

  @Override
  public String mechanism() {
    return Mechanisms.DIFF_FIRST;
  }

  @Override
  public Edit rewrite(Draft draft) {
    Index asSent = draft.call().body().index();
    if (asSent == null || asSent.messages().isEmpty() || !Eligible.is(draft)) {
      return Edit.NONE;
    }
    Key key = key(draft, asSent);
    Decision decision = decisions.find(new Key[] {key})[0];
    boolean fresh = decision == null;
    boolean decides = on && !draft.isOff(Mechanisms.DIFF_FIRST);
    if (decision == null && decides && isFirstTurn(asSent)) {
      decision = decisions.keep(key, decide(draft, asSent));
    }
    return decision == null || decision.patches().isEmpty()
        ? Edit.NONE
        : append(draft, decision.patches().getFirst(), fresh);
  }

  /** The conversation's first message, and the tools: other tools are another prefix anyway. */
  private Key key(Draft draft, Index asSent) {
    byte[] bytes = draft.call().body().bytes();
    StringBuilder name = new StringBuilder(Mechanisms.DIFF_FIRST);
    for (Index.Tool tool : asSent.tools()) {
      name.append('\n').append(tool.type()).append(' ').append(tool.name());
    }
    Key first = Chain.keys(draft.turn().tenant(), bytes, asSent, 1, links)[0];
    return Chain.derived(first, name.toString());
  }

  private static boolean isFirstTurn(Index asSent) {
    return asSent.messages().stream().noneMatch(message -> "assistant".equals(message.role()));
  }

  private Decision decide(Draft draft, Index asSent) {
    boolean editing = EditingTools.among(asSent.tools()) || hasCode(draft, asSent);
    String system = asSent.raw("system");
    byte[] text = Json.escaped(policy);
    String firstLine =
        new String(Json.escaped(policy.lines().findFirst().orElse("")), StandardCharsets.UTF_8);
    if (!editing || (system != null && system.contains(firstLine))) {
      return Decision.of(0, List.of());
    }
    int tokens = -TokenEstimate.of(text, 0, text.length);
    return Decision.of(
        0, List.of(new Patch(mechanism(), NOWHERE, -1, 0, 0, text, tokens, Patch.NO_SOURCE)));
  }

  private static boolean hasCode(Draft draft, Index asSent) {
    byte[] bytes = draft.call().body().bytes();
    return Texts.of(bytes, asSent.messages().getFirst(), 0).stream()
        .anyMatch(text -> text.kind() == Text.Kind.USER && text.decoded().contains("```"));
  }

  private static Edit append(Draft draft, Patch policy, boolean fresh) {
    Splices splices = new Splices();
    Insert insert = insert(draft.index(), draft.body().bytes());
    if (insert == null) {
      return Edit.NONE;
    }
    splices.insert(insert.at, insert.around(policy.with()));
    return Edit.of(splices, new Claim.Removed(Mechanisms.DIFF_FIRST, policy.tokens(), fresh));
  }

  /** Where it goes, and what must stand around it there. */
  private record Insert(int at, String before, String after) {
    byte[] around(byte[] text) {
      byte[] first = before.getBytes(StandardCharsets.UTF_8);
      byte[] last = after.getBytes(StandardCharsets.UTF_8);
      byte[] all = java.util.Arrays.copyOf(first, first.length + text.length + last.length);
      System.arraycopy(text, 0, all, first.length, text.length);
      System.arraycopy(last, 0, all, first.length + text.length, last.length);
      return all;
    }
  }

  private static @Nullable Insert insert(Index index, byte[] bytes) {
    Span system = index.members().get("system");
    if (system == null) {
      int open = Json.afterSpace(bytes, 0);
      return new Insert(open + 1, "\"system\":\"", "\",");
    }
    if (bytes[system.from()] == '"') {
      String said = JsonBytes.string(bytes, system);
      return new Insert(system.to() - 1, said == null || said.isBlank() ? "" : "\\n\\n", "");
    }
    if (bytes[system.from()] != '[') {
      return null;
    }
    String comma = index.system().isEmpty() ? "" : ",";
    return new Insert(system.to() - 1, comma + "{\"type\":\"text\",\"text\":\"", "\"}");
  }
}
