package dev.sluice;

import dev.sluice.cache.CacheKeys;
import dev.sluice.cache.Decision;
import dev.sluice.cache.ExactCache;
import dev.sluice.cache.Lookup;
import dev.sluice.cache.StoredReply;
import dev.sluice.cache.semantic.SemanticCache;
import dev.sluice.cache.semantic.SemanticLookup;
import dev.sluice.exchange.CacheState;
import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.Refusal;
import dev.sluice.exchange.Refused;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Looks a call up: in the exact cache, then in the semantic one. */
final class Lookups {
  private final CacheKeys keys;
  private final @Nullable ExactCache exact;
  private final @Nullable SemanticCache semantic;
  private final InstantSource clock;

  /**
   * Look-ups in these caches; one that is null is off.
   *
   * @param keys decides which calls may be answered from a cache
   */
  Lookups(
      CacheKeys keys,
      @Nullable ExactCache exact,
      @Nullable SemanticCache semantic,
      InstantSource clock) {
    this.keys = keys;
    this.exact = exact;
    this.semantic = semantic;
    this.clock = clock;
  }

  /**
   * What the caches have for a call.
   *
   * @throws Refused when the client's wish cannot be understood
   */
  Found lookUp(Call call, Caller caller, OpenEntry entry) {
    String wish = call.headers().get("x-sluice-cache");
    boolean refresh = "refresh".equals(wish);
    if (wish != null && !refresh && !wish.equals("off")) {
      throw new Refused(
          Refusal.badRequest("x-sluice-cache: unknown value (expected: off or refresh)"));
    }
    if (exact == null && semantic == null) {
      entry.cache(CacheState.OFF);
      return new Found.Nothing(Keepers.NONE);
    }
    entry.cache(CacheState.BYPASS);
    if ("off".equals(wish) || entry.isHeldOut()) {
      return new Found.Nothing(Keepers.NONE);
    }
    Lookup first = exactly(call, caller, refresh, entry);
    if (first instanceof Lookup.Hit(StoredReply reply)) {
      return new Found.Stored(reply, CacheState.HIT);
    }
    Lookup.Lease lease = first instanceof Lookup.Lease open ? open : null;
    return refresh ? nothing(lease, null) : meaning(call, caller, lease, entry);
  }

  private @Nullable Lookup exactly(Call call, Caller caller, boolean refresh, OpenEntry entry) {
    if (exact == null || !(keys.decide(call, caller) instanceof Decision.Keyed(var key))) {
      return null;
    }
    entry.cache(CacheState.MISS);
    return refresh ? exact.refresh(key) : exact.lookup(key, Gateway.formOf(call));
  }

  private Found meaning(Call call, Caller caller, Lookup.@Nullable Lease lease, OpenEntry entry) {
    if (semantic == null || !semantic.ready()) {
      return nothing(lease, null);
    }
    return switch (semantic.lookup(call, caller)) {
      case SemanticLookup.Served served -> {
        if (lease != null) {
          lease.close();
        }
        yield new Found.Stored(served.reply(), CacheState.SEMANTIC);
      }
      case SemanticLookup.Probe probe -> {
        entry.cache(CacheState.MISS);
        yield nothing(lease, probe);
      }
      case SemanticLookup.Bypass bypass -> nothing(lease, null);
    };
  }

  private Found nothing(Lookup.@Nullable Lease lease, SemanticLookup.@Nullable Probe probe) {
    return new Found.Nothing(new Keepers(lease, probe, clock));
  }
}
