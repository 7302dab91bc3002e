package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Aliases;
import dev.sluice.config.Problem;
import dev.sluice.config.Secret;
import dev.sluice.provider.ProviderConfig.KeySource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment names of the proxies whose users move to Sluice (spec seeds 1.A to 5.A). */
class ConfigAliasesTest {
  private static final String KEY = "f81d4fae7dec11d0a76500a0c91e6bf6";

  /** Name to the value that is given and the text that then holds. */
  private static final Map<String, String[]> TABLE =
      Map.ofEntries(
          Map.entry("TOKEN_PROXY_PORT", new String[] {"9000", "9000"}),
          Map.entry("PORT", new String[] {"9000", "9000"}),
          Map.entry("HOST", new String[] {"127.0.0.2", "127.0.0.2"}),
          Map.entry("REQUEST_TIMEOUT", new String[] {"120000", "2m"}),
          Map.entry("LOG_LEVEL", new String[] {"WARNING", "warn"}),
          Map.entry("CACHE_ENABLED", new String[] {"no", "false"}),
          Map.entry("CACHE_TTL_HOURS", new String[] {"2", "2h"}),
          Map.entry("CACHE_TTL_SECONDS", new String[] {"90", "1m30s"}),
          Map.entry("CACHE_MAX_ENTRIES", new String[] {"7", "7"}),
          Map.entry("ENABLE_SEMANTIC_CACHE", new String[] {"1", "on"}),
          Map.entry("SEMANTIC_SIMILARITY_THRESHOLD", new String[] {"0.95", "0.95"}),
          Map.entry("SEMANTIC_CACHE_TTL", new String[] {"3600", "1h"}),
          Map.entry("QDRANT_HOST", new String[] {"vectors", "vectors"}),
          Map.entry("QDRANT_PORT", new String[] {"6335", "6335"}),
          Map.entry("QDRANT_API_KEY", new String[] {"qdrant-secret", "env:QDRANT_API_KEY"}),
          Map.entry("ENABLE_ANTHROPIC_CACHE_CONTROL", new String[] {"0", "false"}),
          Map.entry("MODEL_ROUTING_ENABLED", new String[] {"on", "true"}),
          Map.entry("ROUTER_ENABLED", new String[] {"yes", "true"}),
          Map.entry("ENABLE_SMART_ROUTING", new String[] {"1", "true"}),
          Map.entry("DAILY_BUDGET_USD", new String[] {"50.0", "50.0"}),
          Map.entry("ENABLE_FILE_HASH_CACHE", new String[] {"1", "true"}),
          Map.entry("STRIP_IDE_BOILERPLATE", new String[] {"1", "true"}),
          Map.entry("ENFORCE_DIFF_FIRST", new String[] {"false", "false"}),
          Map.entry("USER_MSG_MAX_CHARS", new String[] {"60000", "15000"}),
          Map.entry("TOOL_RESULT_MAX_CHARS", new String[] {"20000", "5000"}),
          Map.entry("ENABLE_CONTEXT_PRUNING", new String[] {"1", "true"}),
          Map.entry("ENABLE_CONTEXT_COMPRESSION", new String[] {"1", "true"}),
          Map.entry("COST_ALERT_THRESHOLD_USD", new String[] {"2.5", "2.5"}),
          Map.entry("GATEWAY_API_KEY", new String[] {KEY, "env:GATEWAY_API_KEY"}),
          Map.entry("ANTHROPIC_API_KEY", new String[] {"sk-ant-1", "env:ANTHROPIC_API_KEY"}));

  @TempDir Path home;

  @Test
  void every_alias_sets_its_key() {
    assertThat(Aliases.all())
        .extracting(Aliases.Alias::name)
        .containsExactlyInAnyOrderElementsOf(TABLE.keySet());
    for (Aliases.Alias alias : Aliases.all()) {
      String[] row = Objects.requireNonNull(TABLE.get(alias.name()));
      ConfigCase setting = ConfigCase.in(home).envFile(alias.name(), row[0]);

      Configuration.Loaded loaded = setting.load();

      assertThat(loaded.origins().of(alias.path()))
          .isEqualTo("env alias " + alias.name() + " (--env-file)");
      assertThat(loaded.origins().entries())
          .filteredOn(entry -> entry.path().equals(alias.path()))
          .singleElement()
          .matches(entry -> entry.value().equals(row[1]), row[1]);
    }
  }

  @Test
  void a_name_of_our_own_beats_an_alias() {
    Configuration.Loaded loaded =
        ConfigCase.in(home).env("PORT", "9000").env("SLUICE_LISTEN_PORT", "9001").load();

    assertThat(loaded.config().listen().port()).isEqualTo(9001);
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void of_two_aliases_the_more_specific_one_wins_with_a_warning() {
    Configuration.Loaded loaded =
        ConfigCase.in(home).env("PORT", "9000").env("TOKEN_PROXY_PORT", "9001").load();

    assertThat(loaded.config().listen().port()).isEqualTo(9001);
    assertThat(loaded.warnings()).extracting(Problem::code).containsExactly("C041");
  }

  @Test
  void two_aliases_that_agree_are_fine() {
    Configuration.Loaded loaded =
        ConfigCase.in(home).env("CACHE_TTL_HOURS", "24").env("CACHE_TTL_SECONDS", "86400").load();

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.config().savings().cache().ttl()).hasHours(24);
  }

  @Test
  void a_malformed_alias_is_an_error_that_names_it() {
    assertThat(ConfigCase.in(home).env("PORT", "http").refusal().render(false))
        .contains("PORT=http from environment");
    assertThat(ConfigCase.in(home).env("REQUEST_TIMEOUT", "600").refusal().render(false))
        .contains("REQUEST_TIMEOUT=600 from environment")
        .contains("without a unit");
  }

  @Test
  void the_machines_name_in_HOST_changes_nothing() {
    Configuration.Loaded loaded = ConfigCase.in(home).env("HOST", "my-laptop.local").load();

    assertThat(loaded.config().listen().host()).isEqualTo("127.0.0.1");
    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.origins().notes()).singleElement().asString().startsWith("HOST ");
  }

  @Test
  void the_clients_key_in_the_shell_is_left_to_the_client() {
    Configuration.Loaded loaded = ConfigCase.in(home).env("ANTHROPIC_API_KEY", "sk-ant-1").load();

    assertThat(key(ConfigCase.in(home).env("ANTHROPIC_API_KEY", "sk-ant-1")))
        .isEqualTo(new KeySource.Passthrough());
    assertThat(loaded.origins().notes())
        .singleElement()
        .asString()
        .contains("ANTHROPIC_API_KEY is left to the client");
  }

  @Test
  void the_shells_key_is_the_providers_where_callers_show_a_sluice_key() {
    KeySource provider = new KeySource.Fixed(new Secret("sk-ant-1"));
    ConfigCase shell = ConfigCase.in(home).env("ANTHROPIC_API_KEY", "sk-ant-1");

    assertThat(key(shell.env("GATEWAY_API_KEY", KEY))).isEqualTo(provider);
    assertThat(key(shell.env("T", KEY).yaml("keys: {team: {key: env:T}}"))).isEqualTo(provider);
    assertThat(key(shell.env("SLUICE_KEYS_TEAM_KEY", KEY))).isEqualTo(provider);
  }

  @Test
  void a_key_that_the_file_names_is_not_replaced_by_the_shells() {
    ConfigCase setting =
        ConfigCase.in(home)
            .yaml("providers: {anthropic: {key: passthrough}}")
            .env("GATEWAY_API_KEY", KEY)
            .env("ANTHROPIC_API_KEY", "sk-ant-1");

    assertThat(key(setting)).isEqualTo(new KeySource.Passthrough());
    assertThat(setting.load().origins().notes()).hasSize(1);
  }

  @Test
  void aliases_for_the_anthropic_provider_make_none_where_the_file_lists_others() {
    Configuration.Loaded loaded =
        ConfigCase.in(home)
            .yaml("providers: {corp: {endpoint: https://corp.example.com}}")
            .envFile("ANTHROPIC_API_KEY", "sk-ant-1")
            .env("REQUEST_TIMEOUT", "120000")
            .load();

    assertThat(loaded.config().providers()).containsOnlyKeys("corp");
    assertThat(loaded.origins().notes()).hasSize(2);
  }

  private static KeySource key(ConfigCase setting) {
    return Objects.requireNonNull(setting.load().config().providers().get("anthropic")).key();
  }
}
