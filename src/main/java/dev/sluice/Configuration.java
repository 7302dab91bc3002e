package dev.sluice;

import dev.sluice.config.BadValue;
import dev.sluice.config.ConfigInvalid;
import dev.sluice.config.ConfigPass;
import dev.sluice.config.ConfigSources;
import dev.sluice.config.ConfigText;
import dev.sluice.config.Folders;
import dev.sluice.config.Origins;
import dev.sluice.config.Problem;
import dev.sluice.config.ProblemKind;
import dev.sluice.config.Reading;
import dev.sluice.config.Reference;
import dev.sluice.config.Schema;
import dev.sluice.config.Secrets;
import dev.sluice.listener.ListenConfig;
import dev.sluice.provider.ProviderConfig;
import dev.sluice.provider.ProviderConfig.KeySource;
import dev.sluice.route.ModelRule;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: flag over environment over file over default, every problem in one pass.
 * Touches no network and no file but the one it is told, the default one, and those that secrets
 * refer to.
 */
public final class Configuration {
  private Configuration() {}

  /**
   * A configuration that can be started.
   *
   * @param config the values that hold
   * @param warnings what does not stop the start but should be told
   * @param origins where each value came from
   * @param file the file that was read, null for none
   */
  public record Loaded(
      SluiceConfig config, List<Problem> warnings, Origins origins, @Nullable Path file) {}

  /** Reads all sources; throws with every problem when it cannot be started like that. */
  public static Loaded load(ConfigSources sources) throws ConfigInvalid {
    ConfigPass<SluiceConfig> pass = new ConfigPass<>(schema(), sources, SluiceConfig.class);
    Path data = Folders.data(sources.environment());
    Path nowhere = Path.of("/nonexistent");
    SluiceConfig config = pass.read(SluiceConfig.defaults(data == null ? nowhere : data));
    if (config.data().equals(nowhere)) {
      pass.error(ProblemKind.NO_HOME, "no folder for data", "data", "", "set HOME, or give --data");
    }
    new CrossChecks(config, pass).check();
    List<Problem> warnings = pass.finish();
    return new Loaded(withoutDropped(config), warnings, pass.origins(config), pass.file());
  }

  /** Without the model rules of disabled providers, so that no route leads to one. */
  private static SluiceConfig withoutDropped(SluiceConfig config) {
    List<ModelRule> models =
        config.models().stream()
            .filter(rule -> config.providers().containsKey(rule.provider()))
            .toList();
    return new SluiceConfig(
        config.listen(),
        config.profile(),
        config.providers(),
        models,
        config.strict(),
        config.savings(),
        config.keys(),
        config.limits(),
        config.ledger(),
        config.log(),
        config.data());
  }

  /** The YAML that would make this configuration, with secrets as references. */
  public static String yaml(Loaded loaded) {
    return ConfigText.render(schema(), loaded.config(), loaded.origins());
  }

  /** Every key there is, with its default. */
  public static List<Reference.Key> keys() {
    return Reference.of(schema(), SluiceConfig.defaults(Path.of("$XDG_STATE_HOME/sluice")));
  }

  /** The shape of the configuration, from the tree of records under {@link SluiceConfig}. */
  static Schema schema() {
    return Schema.of(SluiceConfig.class)
        .reading(KeySource.class, new KeySources())
        .prototype(ProviderConfig.class, ProviderConfig.ANTHROPIC)
        .required(ProviderConfig.class, "endpoint")
        .required(ListenConfig.Tls.class, "certificate", "key")
        .droppable(ProviderConfig.class);
  }

  /** Reads {@code passthrough} or a reference to the provider's key. */
  private record KeySources() implements Reading<KeySource> {
    @Override
    public KeySource read(String text, Surroundings around) throws BadValue {
      return text.equals("passthrough")
          ? new KeySource.Passthrough()
          : new KeySource.Fixed(Secrets.resolve(text, around));
    }

    @Override
    public String expected() {
      return "passthrough, env:NAME or file:PATH";
    }

    @Override
    public String example() {
      return "env:ANTHROPIC_API_KEY";
    }

    @Override
    public String show(KeySource value) {
      return switch (value) {
        case KeySource.Passthrough() -> "passthrough";
        case KeySource.Fixed(var key) -> key.toString();
      };
    }

    @Override
    public boolean secret() {
      return true;
    }
  }
}
