package dev.sluice.rewrite.reduce;

import dev.sluice.models.ModelFacts;
import dev.sluice.price.Claim;
import dev.sluice.price.Mechanisms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one request saves, by mechanism, new and old apart. One thread. */
final class Claims {
  private final Map<String, Long> fresh = new TreeMap<>();
  private final Map<String, Long> old = new TreeMap<>();

  void patched(Decision decision, Cut cut, boolean isNew) {
    for (Patch patch : decision.patches()) {
      if (cut.keeps(patch)) {
        (isNew ? fresh : old).merge(patch.mechanism(), (long) patch.tokens(), Long::sum);
      }
    }
  }

  /**
   * Only as far as it would have fitted: beyond the model's window nothing would have been paid.
   */
  void leftOut(Conversation conversation, Cut cut, ModelFacts model) {
    long sent = 0;
    long left = 0;
    for (int i = 0; i < conversation.size(); i++) {
      if (cut.sends(i)) {
        sent += Pruning.sent(conversation, i, cut);
      } else {
        left += Pruning.sent(conversation, i, Cut.NONE);
      }
    }
    long window = (long) (model.window() / model.tokenFactor());
    long saved = window == 0 ? left : Math.min(left, Math.max(0, window - sent));
    old.merge(Mechanisms.PRUNE, saved, Long::sum);
  }

  List<Claim> all() {
    List<Claim> claims = new ArrayList<>();
    fresh.forEach((who, tokens) -> claims.add(new Claim.Removed(who, tokens, true)));
    old.forEach((who, tokens) -> claims.add(new Claim.Removed(who, tokens, false)));
    return claims;
  }
}
