package dev.sluice;

import dev.sluice.auth.Callers;
import dev.sluice.auth.LocalSafety;
import dev.sluice.exchange.Headers;
import dev.sluice.exchange.Refusal;
import dev.sluice.exchange.Refused;
import dev.sluice.listener.Doors;
import dev.sluice.listener.Route;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in by their head alone: names, origins, content type and, where keys are
 * configured, the key, so that strangers cannot make the gateway read their bodies.
 */
final class Door implements Doors {
  private final LocalSafety safety;
  private final Callers callers;
  private final BooleanSupplier serving;

  Door(LocalSafety safety, Callers callers, BooleanSupplier serving) {
    this.safety = safety;
    this.callers = callers;
    this.serving = serving;
  }

  @Override
  public @Nullable Refusal check(Route route, String path, Headers headers) {
    Refusal unsafe = safety.check(headers);
    if (unsafe != null) {
      return unsafe;
    }
    if (route == Route.FACE && Route.openToStrangers(path)) {
      return null;
    }
    if (route == Route.AMBIGUOUS) {
      return Refusal.badRequest(
          "path: ambiguous (expected: no empty, dot or encoded-slash segment)");
    }
    Refusal unknown = stranger(headers);
    if (unknown != null) {
      return unknown;
    }
    if (route == Route.UNKNOWN) {
      return Refusal.notFound("nothing is at this path (the API is under /v1/)");
    }
    if (route != Route.FACE && !serving.getAsBoolean()) {
      return Refusal.stopping();
    }
    return LocalSafety.checkType(headers, route.parsed());
  }

  private @Nullable Refusal stranger(Headers headers) {
    if (!callers.keyed()) {
      return null;
    }
    try {
      callers.identify(headers);
      return null;
    } catch (Refused refused) {
      return refused.refusal();
    }
  }
}
