package dev.sluice.rewrite;

import dev.sluice.log.Log;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Splices;
import dev.sluice.price.Claim;
import java.util.ArrayList;
import java.util.List;

/**
 * All rewrites that are on, in the order in which they act: each sees what those before it made.
 * Optional parts fail open: one that throws is left out and logged. Safe for any thread.
 */
public final class Rewrites implements AutoCloseable {
  private static final Log LOG = Log.of("rewrite");

  private final List<Rewrite> all;

  /** These, in this order. */
  public Rewrites(List<Rewrite> all) {
    this.all = List.copyOf(all);
  }

  /** Applies them. */
  public Rewritten apply(Draft first) {
    Draft draft = first;
    Index index = first.index();
    byte[] bytes = first.body().bytes();
    List<String> betas = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    List<Afterwards> afterwards = new ArrayList<>();
    Splices apart = Splices.NONE;
    boolean stale = false;
    for (Rewrite rewrite : all) {
      if (stale) {
        Body body = Body.indexed(bytes);
        index = body.index();
        if (index == null) {
          break;
        }
        draft = draft.with(body, index);
        stale = false;
      }
      Edit edit = edit(rewrite, draft);
      betas.addAll(edit.betas());
      claims.addAll(edit.claims());
      if (edit.afterwards() != null) {
        afterwards.add(edit.afterwards());
      }
      if (edit.apart()) {
        apart = apart.and(edit.splices());
      } else if (!edit.splices().isEmpty()) {
        bytes = apart.and(edit.splices()).apply(bytes);
        apart = Splices.NONE;
        stale = true;
      }
    }
    return new Rewritten(apart.apply(bytes), betas, claims, afterwards);
  }

  private static Edit edit(Rewrite rewrite, Draft draft) {
    try {
      return rewrite.rewrite(draft);
    } catch (RuntimeException fault) {
      LOG.error("a rewrite is left out", "mechanism", rewrite.mechanism(), "fault", fault);
      return Edit.NONE;
    }
  }

  /** Ends what they do beside the requests. */
  @Override
  public void close() {
    all.forEach(Rewrite::close);
  }
}
