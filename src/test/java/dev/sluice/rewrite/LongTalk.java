package dev.sluice.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.HeaderLines;
import dev.sluice.exchange.ModelClient;
import dev.sluice.history.Prefix;
import dev.sluice.history.Turn;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.message.TokenEstimate;
import dev.sluice.models.ModelFacts;
import dev.sluice.provider.ProviderConfig.Breakpoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Drafts as the path would make them, for tests of single rewrites. */
public final class LongTalk {
  /** Asks nobody. */
  public static final ModelClient NOBODY =
      ask -> {
        throw new ModelClient.AskFailed("nobody is there");
      };

  private LongTalk() {}

  /** A model with these traits. */
  public static ModelFacts model(String id, boolean compacts, boolean binds, double factor) {
    return new ModelFacts(
        id,
        true,
        1_024,
        compacts,
        binds,
        200_000,
        64_000,
        factor,
        new ModelFacts.Capabilities(true, true, true, true, Set.of(), true, true, true));
  }

  /** A draft of this body, sent by this client. */
  public static Draft draft(String body, ModelFacts model, ModelClient client, String... headers) {
    return draft(body, "/v1/messages", model, client, headers);
  }

  /** The same to another path. */
  public static Draft draft(
      String body, String path, ModelFacts model, ModelClient client, String... headers) {
    Body bytes = Body.indexed(body.getBytes(UTF_8));
    Index index = Objects.requireNonNull(bytes.index(), body);
    Call call = new Call("slx_1", "POST", path, "", new HeaderLines(List.of(headers)), bytes);
    Turn turn =
        new Turn(
            "alice",
            "s",
            model.id(),
            Instant.EPOCH,
            prefix(bytes.bytes(), index),
            null,
            null,
            List.of(),
            Turn.Sent.NEVER);
    return new Draft(call, bytes, index, turn, model, Breakpoints.AUTOMATIC, client);
  }

  private static Prefix prefix(byte[] bytes, Index index) {
    List<Prefix.Block> blocks = new ArrayList<>();
    int tokens = 0;
    int system = 0;
    Span said = index.members().get("system");
    if (said != null) {
      tokens += TokenEstimate.of(bytes, said);
      blocks.add(new Prefix.Block(Prefix.Part.SYSTEM, 0, 0, 0, 0, tokens));
      system = 1;
    }
    for (int at = 0; at < index.messages().size(); at++) {
      tokens += TokenEstimate.of(bytes, index.messages().get(at).span());
      blocks.add(new Prefix.Block(Prefix.Part.MESSAGE, at, 0, 0, 0, tokens));
    }
    return new Prefix(blocks, 0, system, 0);
  }

  /** A text of so many tokens, all signs, so that it is short; the same for the same seed. */
  public static String words(int seed, int count) {
    String signs = "!?#%&*+=-~^|:;<>";
    StringBuilder text = new StringBuilder(count + 8).append("text ").append(seed).append(' ');
    int last = 0;
    for (int i = 0; i < count; i++) {
      last = (last + 1 + (seed * 31 + i * 17) % 13) % signs.length();
      text.append(signs.charAt(last));
    }
    return text.toString();
  }
}
