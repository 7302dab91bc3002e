package dev.sluice;

import dev.sluice.auth.KeyConfig;
import dev.sluice.ledger.LedgerConfig;
import dev.sluice.limit.LimitsConfig;
import dev.sluice.listener.ListenConfig;
import dev.sluice.log.LogConfig;
import dev.sluice.price.Mechanisms;
import dev.sluice.provider.ProviderConfig;
import dev.sluice.route.ModelRule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole configuration: one YAML tree, one tree of records. Each section's record lives beside
 * the feature that it configures; defaults live in the records.
 *
 * @param listen where the gateway listens
 * @param profile which savings are on by default
 * @param providers the upstream providers by name, in order; the first of a dialect is its default
 * @param models which provider answers which model name; every match is a candidate
 * @param strict whether a model name that no rule matches is 404 instead of going to the default
 * @param savings the mechanisms that save money
 * @param keys the Sluice keys by name; with one or more of them every caller needs one
 * @param limits sizes and times
 * @param ledger the record of every exchange
 * @param log the gateway's own log lines
 * @param data the data folder
 */
public record SluiceConfig(
    ListenConfig listen,
    Profile profile,
    Map<String, ProviderConfig> providers,
    List<ModelRule> models,
    boolean strict,
    SavingsConfig savings,
    Map<String, KeyConfig> keys,
    LimitsConfig limits,
    LedgerConfig ledger,
    LogConfig log,
    Path data) {

  public SluiceConfig {
    providers = new LinkedHashMap<>(providers);
    models = List.copyOf(models);
    keys = Map.copyOf(keys);
  }

  /** What holds when nothing is configured: the client's credentials pass through to Anthropic. */
  public static SluiceConfig defaults(Path data) {
    return new SluiceConfig(
        ListenConfig.DEFAULT,
        Profile.SAFE,
        Map.of("anthropic", ProviderConfig.ANTHROPIC),
        List.of(),
        false,
        SavingsConfig.DEFAULT,
        Map.of(),
        LimitsConfig.DEFAULT,
        LedgerConfig.DEFAULT,
        LogConfig.DEFAULT,
        data);
  }

  /** Whether the exact cache is on: as switched, else as the profile has it. */
  public boolean exactCacheOn() {
    return Switches.of(this).on(Mechanisms.EXACT);
  }
}
