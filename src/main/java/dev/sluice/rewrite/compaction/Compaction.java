package dev.sluice.rewrite.compaction;

import dev.sluice.exchange.Headers;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.message.Splices;
import dev.sluice.price.Claim;
import dev.sluice.price.Mechanisms;
import dev.sluice.rewrite.Afterwards;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.Rewrite;
import dev.sluice.rewrite.memory.Blocks;
import dev.sluice.rewrite.memory.Chain;
import dev.sluice.rewrite.memory.KnownLinks;
import dev.sluice.rewrite.memory.Remembered;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Lets the provider compact long conversations ({@code compact_20260112}, spec anthropic-api
 * section 2.6). Arms the edit from half the trigger on, which changes nothing that the prompt cache
 * goes by; remembers the blocks that come back; gives a block back to the provider when the client
 * has dropped or broken it, as SDKs do that pass over its delta (section 4.1). Safe for any thread.
 *
 * <p>Stands down for requests that manage their context themselves, for threads, for fallbacks, for
 * clients that may break on the block ({@link StrictClients}), and on models that bind thinking to
 * its prefix unless the client itself asked for the beta: a client that drops the block there would
 * send thinking that is bound to what it dropped. What it must do even then is name the beta when a
 * client sends a block back that it was given without asking, because a block without its beta is
 * refused.
 */
public final class Compaction implements Rewrite {
  /** The value of {@code anthropic-beta} that goes with the edit and with its blocks. */
  public static final String BETA = "compact-2026-01-12";

  static final String KIND = "compaction";
  static final String BLOCK = Blocks.COMPACTION;

  private final CompactionConfig config;
  private final boolean arms;
  private final Remembered remembered;
  private final KnownLinks links = new KnownLinks();
  private final byte[] edit;

  /**
   * Compacts as configured.
   *
   * @param arms whether new conversations are compacted; if not, only the beta of old ones is kept
   *     up
   * @param remembered keeps the blocks; the caller closes it
   */
  public Compaction(CompactionConfig config, boolean arms, Remembered remembered) {
    this.config = config;
    this.arms = arms;
    this.remembered = remembered;
    this.edit = edit(config);
  }

  private static byte[] edit(CompactionConfig config) {
    ByteArrayOutputStream edit = new ByteArrayOutputStream();
    edit.writeBytes(
        ascii(
            ",\"context_management\":{\"edits\":[{\"type\":\"compact_20260112\",\"trigger\":"
                + "{\"type\":\"input_tokens\",\"value\":"
                + config.trigger()
                + "}"));
    String instructions = config.instructions();
    if (instructions != null) {
      edit.writeBytes(ascii(",\"instructions\":\""));
      edit.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(instructions));
      edit.writeBytes(ascii("\""));
    }
    edit.writeBytes(ascii("}]}"));
    return edit.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String mechanism() {
    return Mechanisms.COMPACTION;
  }

  @Override
  public Edit rewrite(Draft draft) {
    Index said = draft.call().body().index();
    if (said == null || compactsItself(draft, said)) {
      return Edit.NONE;
    }
    boolean echoed = said.blockTypes().contains(BLOCK);
    boolean asked = asks(draft.call().headers());
    if (!draft.model().compacts()) {
      return echoed && !asked && arms ? without(draft) : Edit.NONE;
    }
    if (!arms || draft.isOff(Mechanisms.COMPACTION) || !mayArm(draft, asked)) {
      return echoed && !asked ? new Edit(new Splices(), List.of(BETA), List.of(), null) : Edit.NONE;
    }
    return armed(draft, said);
  }

  private Edit armed(Draft draft, Index said) {
    Splices splices = new Splices();
    splices.insert(lastMember(draft.index()), edit);
    Chain chain =
        Chain.of(
            draft.call().body(),
            said,
            List.of(KIND, draft.turn().tenant(), draft.model().id()),
            links);
    long saved = new Restoring(draft, said, chain, remembered, splices).restore();
    return new Edit(
        splices,
        List.of(BETA),
        List.of(new Claim.Removed(Mechanisms.COMPACTION, saved, false)),
        new Watch(remembered, chain.upTo(chain.messages())),
        splices.count() == 1);
  }

  private static int lastMember(Index index) {
    return index.members().values().stream().mapToInt(Span::to).max().orElseThrow();
  }

  /** Whether the client has means of its own, with which this one may not be combined. */
  private static boolean compactsItself(Draft draft, Index said) {
    return said.members().keySet().stream()
            .anyMatch(name ->
                name.equals("thread") || name.equals("compaction") || name.startsWith("fallback"))
        || (said.blockTypes().contains(BLOCK)
            && said.messages().stream()
                .anyMatch(message ->
                    Echo.in(draft.call().body().bytes(), message) instanceof Echo.Signed));
  }

  private static boolean asks(Headers headers) {
    String betas = headers.joined("anthropic-beta");
    return betas != null
        && Arrays.stream(betas.split(",", -1)).anyMatch(beta -> beta.strip().equals(BETA));
  }

  private boolean mayArm(Draft draft, boolean asked) {
    Index index = draft.index();
    return !index.members().containsKey("context_management")
        && !draft.call().path().endsWith("/count_tokens")
        && !"0".equals(index.raw("max_tokens"))
        && (asked
            || !(draft.model().bindsThinking() || StrictClients.isOne(draft.call().headers())))
        && isLong(draft);
  }

  /** Tokens are estimated, so arming begins well before the provider may compact. */
  private boolean isLong(Draft draft) {
    double tokens = draft.turn().prefix().tokens() * draft.model().tokenFactor();
    return Math.round(tokens) > config.trigger() / 2;
  }

  /**
   * Takes blocks that only another model knows out again. Only where blocks come from this very
   * mechanism: a client that compacts by itself names the beta, and its blocks stay.
   */
  private static Edit without(Draft draft) {
    Splices splices = new Splices();
    byte[] bytes = draft.body().bytes();
    for (Index.Message message : draft.index().messages()) {
      List<Span> gone =
          message.blocks().stream().filter(block -> Blocks.isOf(bytes, block, BLOCK)).toList();
      if (gone.size() < message.blocks().size()) {
        Blocks.delete(splices, message.blocks(), gone);
      }
    }
    return Edit.of(splices);
  }

  /** Waits for the block that a reply may bring. */
  private record Watch(Remembered remembered, @SuppressWarnings("ArrayRecordComponent") byte[] key)
      implements Afterwards {
    @Override
    public boolean wantsContent() {
      return true;
    }

    @Override
    public void content(boolean eventStream, byte[] bytes) {
      byte @Nullable [] block = ReplyBlock.find(eventStream, bytes);
      if (block != null) {
        remembered.keep(KIND, key, block);
      }
    }
  }
}
