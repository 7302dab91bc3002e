package dev.sluice.rewrite.reduce;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.HeaderLines;
import dev.sluice.history.Prefix;
import dev.sluice.history.Turn;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.models.ModelFacts;
import dev.sluice.price.Claim;
import dev.sluice.provider.ProviderConfig.Breakpoints;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.Rewrite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts bodies through the reductions as the path does. One thread; its user closes it. */
final class Bench implements AutoCloseable {
  static final ReduceConfig SMALL =
      new ReduceConfig(
          new ReduceConfig.Duplicates(null, 50),
          ReduceConfig.Boilerplate.DEFAULT,
          ReduceConfig.DiffFirst.DEFAULT,
          new ReduceConfig.Truncate(null, 0, 0, 600),
          new ReduceConfig.Prune(null, 0.9, 4),
          ReduceConfig.Compress.DEFAULT);

  final Reductions reductions;
  private final ModelFacts model;
  List<Claim> claims = List.of();

  Bench(Reductions reductions, ModelFacts model) {
    this.reductions = reductions;
    this.model = model;
  }

  static Bench with(ReduceConfig config, Switches which) {
    return new Bench(Reductions.open(null, config, which), model(1_000_000, false));
  }

  static Bench with(@Nullable Path data, ReduceConfig config, Switches which) {
    return new Bench(Reductions.open(data, config, which), model(1_000_000, false));
  }

  static Bench window(long window, ReduceConfig config) {
    return new Bench(Reductions.open(null, config, PRUNE), model(window, false));
  }

  static final Switches PRUNE = new Switches(true, true, true, true, false);

  static ModelFacts model(long window, boolean binds) {
    return new ModelFacts(
        "claude-sonnet-4-6",
        true,
        1024,
        true,
        binds,
        window,
        64_000,
        1.0,
        ModelFacts.Capabilities.NONE);
  }

  /** What goes up for this body. */
  String send(String body) {
    return send("t", body);
  }

  String send(String tenant, String body) {
    Body now = Body.indexed(body.getBytes(StandardCharsets.UTF_8));
    Call call = new Call("x1", "POST", "/v1/messages", "", HeaderLines.NONE, now);
    List<Claim> all = new ArrayList<>();
    for (Rewrite rewrite : reductions.rewrites()) {
      Edit edit = rewrite.rewrite(draft(tenant, call, now));
      all.addAll(edit.claims());
      now = edit.splices().isEmpty() ? now : Body.indexed(edit.splices().apply(now.bytes()));
      if (now.index() == null) {
        throw new AssertionError("no JSON any more: " + text(now));
      }
    }
    claims = all;
    return text(now);
  }

  private static String text(Body body) {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }

  Draft draft(String tenant, Call call, Body body) {
    Turn turn =
        new Turn(
            tenant,
            "s",
            model.id(),
            Instant.EPOCH,
            new Prefix(List.of(), 0, 0, 0),
            null,
            null,
            List.of(),
            Turn.Sent.NEVER);
    Index index = body.index();
    if (index == null) {
      throw new AssertionError("no JSON: " + text(body));
    }
    return new Draft(
        call,
        body,
        index,
        turn,
        model,
        Breakpoints.AUTOMATIC,
        ask -> {
          throw new AssertionError("asks nobody");
        });
  }

  /** Tokens claimed by a mechanism, new and old. */
  long claimed(String mechanism) {
    return claims.stream()
        .map(Claim.Removed.class::cast)
        .filter(claim -> claim.mechanism().equals(mechanism))
        .mapToLong(Claim.Removed::tokens)
        .sum();
  }

  @Override
  public void close() {
    reductions.close();
  }
}
