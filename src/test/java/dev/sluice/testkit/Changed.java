package dev.sluice.testkit;

import dev.sluice.Profile;
import dev.sluice.SluiceConfig;
import dev.sluice.auth.KeyConfig;
import dev.sluice.config.Secret;
import dev.sluice.limit.LimitsConfig;
import dev.sluice.provider.ProviderConfig;
import dev.sluice.provider.ProviderConfig.KeySource;
import dev.sluice.provider.ProviderConfig.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Configurations made from another one, with one thing changed. */
public final class Changed {
  private Changed() {}

  /** Another profile. */
  public static UnaryOperator<SluiceConfig> profile(Profile profile) {
    return c ->
        new SluiceConfig(
            c.listen(),
            profile,
            c.providers(),
            c.models(),
            c.strict(),
            c.savings(),
            c.keys(),
            c.limits(),
            c.ledger(),
            c.log(),
            c.data());
  }

  /** Other limits, made from those that hold. */
  public static UnaryOperator<SluiceConfig> limits(UnaryOperator<LimitsConfig> change) {
    return c ->
        new SluiceConfig(
            c.listen(),
            c.profile(),
            c.providers(),
            c.models(),
            c.strict(),
            c.savings(),
            c.keys(),
            change.apply(c.limits()),
            c.ledger(),
            c.log(),
            c.data());
  }

  /** Idle client connections stay open for so long. */
  public static UnaryOperator<SluiceConfig> keepAlive(Duration keepAlive) {
    return limits(l ->
        new LimitsConfig(
            l.body(),
            l.headers(),
            l.headerTime(),
            l.bodyIdle(),
            keepAlive,
            l.inFlight(),
            l.queued(),
            l.drain()));
  }

  /** Every caller needs one of these keys: for the name n, {@code n-key-0123456789}. */
  public static UnaryOperator<SluiceConfig> keys(String... names) {
    Map<String, KeyConfig> keys = new LinkedHashMap<>();
    for (String name : names) {
      keys.put(name, new KeyConfig(null, new Secret(name + "-key-0123456789")));
    }
    return c ->
        new SluiceConfig(
            c.listen(),
            c.profile(),
            c.providers(),
            c.models(),
            c.strict(),
            c.savings(),
            keys,
            c.limits(),
            c.ledger(),
            c.log(),
            c.data());
  }

  /** The only provider waits so long for the first byte, and for the next one. */
  public static UnaryOperator<SluiceConfig> timeouts(Duration firstByte, Duration idle) {
    return provider(p ->
        new ProviderConfig(
            p.type(),
            p.endpoint(),
            p.key(),
            p.retries(),
            p.connections(),
            new Timeouts(Duration.ofSeconds(2), firstByte, idle),
            p.proxy(),
            ProviderConfig.Breakpoints.AUTOMATIC));
  }

  /** The only provider is elsewhere, and perhaps behind a proxy. */
  public static UnaryOperator<SluiceConfig> endpoint(
      URI endpoint, @org.jspecify.annotations.Nullable URI proxy) {
    return provider(p ->
        new ProviderConfig(
            p.type(),
            endpoint,
            p.key(),
            p.retries(),
            p.connections(),
            p.timeouts(),
            proxy,
            ProviderConfig.Breakpoints.AUTOMATIC));
  }

  /** The only provider has a key of its own and tries again so often. */
  public static UnaryOperator<SluiceConfig> providerKey(String key, int retries) {
    return provider(p ->
        new ProviderConfig(
            p.type(),
            p.endpoint(),
            new KeySource.Fixed(new Secret(key)),
            retries,
            p.connections(),
            p.timeouts(),
            p.proxy(),
            ProviderConfig.Breakpoints.AUTOMATIC));
  }

  private static UnaryOperator<SluiceConfig> provider(UnaryOperator<ProviderConfig> change) {
    return c -> {
      Map<String, ProviderConfig> providers = new LinkedHashMap<>();
      c.providers().forEach((name, p) -> providers.put(name, change.apply(p)));
      return GatewayRig.withProviders(c, providers);
    };
  }
}
