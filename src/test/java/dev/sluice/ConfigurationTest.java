package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.auth.KeyConfig;
import dev.sluice.cache.CacheConfig;
import dev.sluice.cache.semantic.SemanticConfig;
import dev.sluice.config.EnvNames;
import dev.sluice.config.Origins;
import dev.sluice.config.Secret;
import dev.sluice.ledger.LedgerConfig;
import dev.sluice.limit.LimitsConfig;
import dev.sluice.listener.ListenConfig;
import dev.sluice.log.LogConfig;
import dev.sluice.provider.ProviderConfig;
import dev.sluice.provider.ProviderConfig.KeySource;
import dev.sluice.provider.ProviderConfig.ProviderType;
import dev.sluice.provider.ProviderConfig.Timeouts;
import dev.sluice.rewrite.breakpoint.PromptCacheConfig;
import dev.sluice.rewrite.compaction.CompactionConfig;
import dev.sluice.rewrite.reduce.ReduceConfig;
import dev.sluice.route.ModelRule;
import dev.sluice.route.tier.RoutingConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defaults, full mapping and precedence. */
class ConfigurationTest {
  private static final String TEAM_KEY = "f81d4fae7dec11d0a76500a0c91e6bf6";

  @TempDir Path home;

  private ConfigCase full() throws IOException {
    return ConfigCase.in(home)
        .yaml(ConfigTypoTest.sample())
        .env("CORP_KEY", "sk-ant-0123-corp")
        .env("TEAM_KEY", TEAM_KEY);
  }

  @Test
  void without_any_source_the_defaults_hold() {
    Configuration.Loaded loaded = ConfigCase.in(home).load();

    assertThat(loaded.config())
        .isEqualTo(SluiceConfig.defaults(home.resolve(".local/state/sluice")));
    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.file()).isNull();
    assertThat(loaded.origins().entries())
        .extracting(Origins.Entry::origin)
        .containsOnly("default");
  }

  @Test
  void an_empty_file_and_empty_sections_are_the_defaults() {
    SluiceConfig defaults = SluiceConfig.defaults(home.resolve(".local/state/sluice"));

    assertThat(ConfigCase.in(home).yaml("").load().config()).isEqualTo(defaults);
    assertThat(ConfigCase.in(home).yaml("# nothing\n").load().config()).isEqualTo(defaults);
    assertThat(
            ConfigCase.in(home)
                .yaml("listen:\nsavings:\n  cache:\nmodels:\nkeys:\nproviders:\n")
                .load()
                .config())
        .isEqualTo(defaults);
  }

  @Test
  void every_key_of_the_file_reaches_its_record() throws IOException {
    SluiceConfig config = full().load().config();

    assertThat(config.listen())
        .isEqualTo(
            new ListenConfig(
                "localhost",
                9000,
                List.of("sluice.example.com", "gw.example.com"),
                List.of("https://tools.example.com"),
                new ListenConfig.Tls(home.resolve("tls/cert.pem"), home.resolve("tls/key.pem"))));
    assertThat(config.profile()).isEqualTo(Profile.BALANCED);
    Map<String, ProviderConfig> providers = new LinkedHashMap<>();
    providers.put(
        "corp",
        new ProviderConfig(
            ProviderType.ANTHROPIC,
            URI.create("https://corp.example.com"),
            new KeySource.Fixed(new Secret("sk-ant-0123-corp")),
            2,
            50,
            new Timeouts(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(90)),
            URI.create("http://proxy.example.com:3128"),
            ProviderConfig.Breakpoints.EXPLICIT));
    providers.put("anthropic", ProviderConfig.ANTHROPIC);
    assertThat(config.providers()).containsExactlyEntriesOf(providers);
    assertThat(config.models())
        .containsExactly(new ModelRule("claude-*", "corp", "claude-haiku-4-5", 2, 3));
    assertThat(config.strict()).isTrue();
    assertThat(config.savings().cache())
        .isEqualTo(new CacheConfig(false, Duration.ofHours(2), 500, 1_000_000_000L, true));
    savingsReachTheirRecords(config.savings());
    assertThat(config.keys())
        .containsOnlyKeys("team", "ops")
        .containsEntry("team", new KeyConfig(null, new Secret(TEAM_KEY)));
    assertThat(config.limits())
        .isEqualTo(
            new LimitsConfig(
                16L << 20,
                32 << 10,
                Duration.ofSeconds(5),
                Duration.ofMillis(250),
                Duration.ofHours(1),
                100,
                10,
                Duration.ZERO));
    assertThat(config.ledger())
        .isEqualTo(
            new LedgerConfig(
                Path.of("/var/log/sluice/costs.jsonl"), 12.5, Path.of("/etc/sluice/prices.yaml")));
    assertThat(config.log()).isEqualTo(new LogConfig(LogConfig.Level.DEBUG, LogConfig.Format.JSON));
    assertThat(config.data()).isEqualTo(Path.of("/var/lib/sluice"));
  }

  private static void savingsReachTheirRecords(SavingsConfig savings) {
    Secret key = new Secret("sk-ant-0123-corp");
    assertThat(savings.semantic())
        .isEqualTo(
            new SemanticConfig(
                SemanticConfig.Mode.SHADOW,
                0.9,
                0.02,
                Duration.ofHours(1),
                50,
                true,
                new SemanticConfig.EmbedderConfig(
                    SemanticConfig.EmbedderType.HTTP,
                    URI.create("http://127.0.0.1:11434/v1"),
                    "minilm",
                    key,
                    Duration.ofSeconds(5)),
                new SemanticConfig.QdrantConfig(
                    "vectors.example.com", 6334, true, key, "answers")));
    assertThat(savings.promptCache())
        .isEqualTo(new PromptCacheConfig(false, PromptCacheConfig.Lifetime.LONG, Duration.ZERO));
    assertThat(savings.compaction())
        .isEqualTo(new CompactionConfig(true, 60_000, "Keep the names of files."));
    assertThat(savings.routing())
        .isEqualTo(
            new RoutingConfig(
                true,
                true,
                true,
                new RoutingConfig.Tiers("claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5"),
                new RoutingConfig.ClassifierConfig("claude-haiku-5-5", 0.9, Duration.ofSeconds(1)),
                20.0));
    assertThat(savings.reduce())
        .isEqualTo(
            new ReduceConfig(
                new ReduceConfig.Duplicates(true, 100),
                new ReduceConfig.Boilerplate(
                    true, List.of(new ReduceConfig.Rule("editor", "<editor>", "</editor>", true))),
                new ReduceConfig.DiffFirst(true, "Send small edits."),
                new ReduceConfig.Truncate(true, 5_000, 4_000, 3_000),
                new ReduceConfig.Prune(true, 0.8, 6),
                new ReduceConfig.Compress(
                    true, "claude-haiku-5-5", 50_000, 3, Duration.ofSeconds(30))));
    assertThat(savings.holdout()).isEqualTo(0.1);
  }

  @Test
  void the_sample_sets_every_key_there_is() throws IOException {
    Origins origins = full().load().origins();

    assertThat(origins.entries())
        .filteredOn(entry -> !entry.path().startsWith("providers.anthropic"))
        .filteredOn(entry -> !entry.path().matches("keys\\.(team\\.hash|ops\\.key)"))
        .extracting(Origins.Entry::origin)
        .allMatch(
            origin -> origin.startsWith("~/sluice.yaml:") || origin.startsWith(home.toString()));
    assertThat(origins.of("listen.port")).endsWith("sluice.yaml:4");
  }

  @Test
  void the_shown_configuration_reads_as_the_same_again() throws IOException {
    Configuration.Loaded first = full().load();

    String yaml = Configuration.yaml(first);
    Configuration.Loaded second =
        ConfigCase.in(home)
            .yaml(yaml)
            .env("CORP_KEY", "sk-ant-0123-corp")
            .env("TEAM_KEY", TEAM_KEY)
            .load();

    assertThat(second.config()).isEqualTo(first.config());
    assertThat(Configuration.yaml(second)).isEqualTo(yaml);
  }

  @Test
  void the_shown_defaults_read_as_the_defaults_again() {
    Configuration.Loaded first = ConfigCase.in(home).load();

    assertThat(ConfigCase.in(home).yaml(Configuration.yaml(first)).load().config())
        .isEqualTo(first.config());
  }

  @Test
  void a_flag_beats_the_environment_beats_the_file_beats_the_default() {
    ConfigCase file = ConfigCase.in(home).yaml("listen: {port: 9001}");
    ConfigCase environment = file.env("SLUICE_LISTEN_PORT", "9002");
    ConfigCase flag = environment.flag("listen.port", "9003");

    assertThat(file.load().config().listen().port()).isEqualTo(9001);
    assertThat(environment.load().config().listen().port()).isEqualTo(9002);
    assertThat(environment.load().origins().of("listen.port")).isEqualTo("env SLUICE_LISTEN_PORT");
    assertThat(flag.load().config().listen().port()).isEqualTo(9003);
    assertThat(flag.load().origins().of("listen.port")).isEqualTo("flag");
  }

  @Test
  void the_environment_beats_the_environment_file() {
    ConfigCase setting =
        ConfigCase.in(home)
            .envFile("SLUICE_LISTEN_PORT", "9001")
            .envFile("SLUICE_LOG_LEVEL", "warn")
            .env("SLUICE_LISTEN_PORT", "9002");

    assertThat(setting.load().config().listen().port()).isEqualTo(9002);
    assertThat(setting.load().origins().of("log.level"))
        .isEqualTo("env SLUICE_LOG_LEVEL (--env-file)");
  }

  @Test
  void every_single_value_has_a_variable() throws IOException {
    Configuration.Loaded wanted = full().load();
    ConfigCase setting =
        ConfigCase.in(home).env("CORP_KEY", "sk-ant-0123-corp").env("TEAM_KEY", TEAM_KEY);
    for (Origins.Entry entry : wanted.origins().entries()) {
      if (!entry.path().contains("[") && !entry.value().isEmpty()) {
        setting = setting.env(EnvNames.of(entry.path()), entry.value());
      }
    }

    SluiceConfig config = setting.load().config();

    assertThat(config.listen()).isEqualTo(wanted.config().listen());
    assertThat(config.profile()).isEqualTo(wanted.config().profile());
    assertThat(config.providers()).containsAllEntriesOf(wanted.config().providers());
    assertThat(config.savings())
        .usingRecursiveComparison()
        .ignoringFields("reduce.boilerplate.rules")
        .isEqualTo(wanted.config().savings());
    assertThat(config.keys()).isEqualTo(wanted.config().keys());
    assertThat(config.limits()).isEqualTo(wanted.config().limits());
    assertThat(config.ledger()).isEqualTo(wanted.config().ledger());
    assertThat(config.log()).isEqualTo(wanted.config().log());
    assertThat(config.data()).isEqualTo(wanted.config().data());
    assertThat(config.strict()).isTrue();
  }

  @Test
  void switches_take_many_words_everywhere() {
    for (String yes : List.of("true", "1", "yes", "on", "TRUE", "Yes", "ON")) {
      assertThat(ConfigCase.in(home).env("SLUICE_STRICT", yes).load().config().strict()).isTrue();
      assertThat(ConfigCase.in(home).yaml("strict: " + yes).load().config().strict()).isTrue();
      assertThat(ConfigCase.in(home).env("CACHE_ENABLED", yes).load().config().exactCacheOn())
          .isTrue();
    }
    for (String no : List.of("false", "0", "no", "off", "False", "NO", "Off")) {
      assertThat(ConfigCase.in(home).flag("strict", no).load().config().strict()).isFalse();
      assertThat(ConfigCase.in(home).env("CACHE_ENABLED", no).load().config().exactCacheOn())
          .isFalse();
    }
  }

  @Test
  void a_provider_from_a_flag_alone_comes_first() {
    SluiceConfig config =
        ConfigCase.in(home)
            .yaml("providers: {corp: {endpoint: https://corp.example.com}}")
            .flag("providers.anthropic.endpoint", "http://127.0.0.1:9999")
            .load()
            .config();

    assertThat(config.providers()).containsOnlyKeys("corp", "anthropic");
    assertThat(config.providers().keySet().iterator().next()).isEqualTo("anthropic");
  }

  @Test
  void providers_of_the_file_take_the_place_of_the_default_one() {
    SluiceConfig config =
        ConfigCase.in(home)
            .yaml("providers: {corp: {endpoint: https://corp.example.com}}")
            .load()
            .config();

    assertThat(config.providers()).containsOnlyKeys("corp");
  }

  @Test
  void a_provider_without_its_key_is_left_out_with_its_rules() {
    Configuration.Loaded loaded =
        ConfigCase.in(home)
            .yaml(
                """
                providers:
                  anthropic:
                  corp: {endpoint: https://corp.example.com, key: env:CORP_KEY}
                models:
                  - {match: "a*", provider: corp}
                  - {match: "a*", provider: anthropic, priority: 2}
                """)
            .load();

    assertThat(loaded.config().providers()).containsOnlyKeys("anthropic");
    assertThat(loaded.config().models())
        .extracting(ModelRule::provider)
        .containsExactly("anthropic");
    assertThat(loaded.warnings()).singleElement().matches(warning -> warning.code().equals("C023"));
  }

  @Test
  void a_reference_to_a_file_is_taken_from_the_folder_of_the_configuration() throws IOException {
    Files.writeString(home.resolve("corp.key"), "sk-ant-from-a-file\n");

    SluiceConfig config =
        ConfigCase.in(home).yaml("providers: {anthropic: {key: file:corp.key}}").load().config();

    assertThat(config.providers().values())
        .extracting(ProviderConfig::key)
        .containsExactly(new KeySource.Fixed(new Secret("sk-ant-from-a-file")));
  }

  @Test
  void a_reference_to_a_variable_resolves_in_every_section() {
    SluiceConfig config =
        ConfigCase.in(home)
            .yaml(
                """
                listen: {port: env:A, hosts: [env:B]}
                providers: {anthropic: {endpoint: env:C, timeouts: {idle: env:D}}}
                models: [{match: env:E, provider: anthropic}]
                keys: {team: {hash: env:F}}
                ledger: {costLog: env:G}
                log: {level: env:H}
                """)
            .env("A", "9000")
            .env("B", "gw.example.com")
            .env("C", "https://corp.example.com")
            .env("D", "7s")
            .env("E", "claude-*")
            .env("F", "sha256:" + "ab".repeat(32))
            .env("G", "/var/log/costs.jsonl")
            .env("H", "debug")
            .load()
            .config();

    assertThat(config.listen().port()).isEqualTo(9000);
    assertThat(config.listen().hosts()).containsExactly("gw.example.com");
    assertThat(config.providers().values())
        .extracting(provider -> provider.endpoint().getHost(), p -> p.timeouts().idle())
        .containsExactly(tuple("corp.example.com", Duration.ofSeconds(7)));
    assertThat(config.models()).extracting(ModelRule::match).containsExactly("claude-*");
    assertThat(config.keys()).containsOnlyKeys("team");
    assertThat(config.ledger().costLog()).isEqualTo(Path.of("/var/log/costs.jsonl"));
    assertThat(config.log().level()).isEqualTo(LogConfig.Level.DEBUG);
  }
}
