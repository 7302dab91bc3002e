package dev.sluice.rewrite.breakpoint;

import dev.sluice.history.Difference;
import dev.sluice.history.Prefix;
import dev.sluice.history.Turn;
import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.prompt.Prompt;
import dev.sluice.sim.prompt.PromptBlock;
import dev.sluice.sim.prompt.PromptReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns of named sessions, with prefixes as the simulator reads them. One thread. */
final class MiniHistory {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Map<String, Turn> last = new HashMap<>();
  private final Map<String, Instant> sent = new HashMap<>();

  Turn turn(byte[] body, SimModel model, String session, Instant at) {
    Prefix prefix = prefix(body, model);
    Turn before = last.get(session);
    List<Duration> gaps = new ArrayList<>();
    if (before != null) {
      gaps.addAll(before.gaps());
      gaps.add(Duration.between(before.at(), at));
    }
    return new Turn(
        "tenant",
        session,
        model.id(),
        at,
        prefix,
        past(before, prefix),
        difference(before, prefix, model.id()),
        gaps.subList(Math.max(0, gaps.size() - 16), gaps.size()),
        new Turn.Sent(
            sent(model, prefix, prefix.toolsEnd(), at),
            sent(model, prefix, prefix.systemEnd(), at)));
  }

  void sent(Turn turn) {
    last.put(turn.session(), turn);
    for (int end : new int[] {turn.prefix().toolsEnd(), turn.prefix().systemEnd()}) {
      if (end > 0) {
        sent.put(turn.model() + turn.prefix().blocks().get(end - 1).upTo(), turn.at());
      }
    }
  }

  private @Nullable Instant sent(SimModel model, Prefix prefix, int end, Instant at) {
    Instant when = end == 0 ? null : sent.get(model.id() + prefix.blocks().get(end - 1).upTo());
    return when == null || Duration.between(when, at).compareTo(HOUR) > 0 ? null : when;
  }

  private static Turn.@Nullable Past past(@Nullable Turn before, Prefix prefix) {
    return before == null
        ? null
        : new Turn.Past(
            before.at(), before.model(), before.prefix(), shared(before.prefix(), prefix));
  }

  private static int shared(Prefix before, Prefix prefix) {
    int most = Math.min(before.blocks().size(), prefix.blocks().size());
    int same = 0;
    while (same < most && before.blocks().get(same).upTo() == prefix.blocks().get(same).upTo()) {
      same++;
    }
    return same;
  }

  private static @Nullable Difference difference(
      @Nullable Turn before, Prefix prefix, String model) {
    if (before == null) {
      return null;
    }
    if (!before.model().equals(model)) {
      return new Difference(Difference.Kind.MODEL, 0, 0, model, false);
    }
    int same = shared(before.prefix(), prefix);
    if (same == before.prefix().blocks().size()) {
      return null;
    }
    Difference.Kind kind =
        switch (before.prefix().blocks().get(same).part()) {
          case TOOL -> Difference.Kind.TOOLS;
          case SYSTEM -> Difference.Kind.SYSTEM;
          case MESSAGE -> Difference.Kind.MESSAGE;
        };
    return new Difference(kind, 0, 0, kind.word(), false);
  }

  static Prefix prefix(byte[] body, SimModel model) {
    Prompt prompt = PromptReader.read(Json.parse(body), model, "w");
    List<Prefix.Block> blocks = new ArrayList<>();
    int tools = 0;
    int system = 0;
    for (PromptBlock block : prompt.blocks()) {
      String[] path = block.path().split("\\.");
      int at = path.length > 1 ? Integer.parseInt(path[1]) : 0;
      int inner = path.length > 3 ? Integer.parseInt(path[3]) : 0;
      Prefix.Part part =
          switch (path[0]) {
            case "tools" -> Prefix.Part.TOOL;
            case "system" -> Prefix.Part.SYSTEM;
            default -> Prefix.Part.MESSAGE;
          };
      tools += part == Prefix.Part.TOOL ? 1 : 0;
      system += part == Prefix.Part.MESSAGE ? 0 : 1;
      long hash = block.cached().high() ^ block.cached().low();
      int tokens = (int) (block.upTo() * 100 / model.tokenPercent());
      blocks.add(new Prefix.Block(part, at, inner, hash, hash, tokens));
    }
    return new Prefix(blocks, tools, system, 0);
  }
}
