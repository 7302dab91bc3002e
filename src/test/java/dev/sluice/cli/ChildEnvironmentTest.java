package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChildEnvironmentTest {
  private static final URI GATEWAY = URI.create("http://127.0.0.1:8088");

  @Test
  void only_the_base_address_is_set() {
    assertThat(ChildEnvironment.of(Map.of("ANTHROPIC_API_KEY", "k"), GATEWAY).changes())
        .isEqualTo(Map.of("ANTHROPIC_BASE_URL", "http://127.0.0.1:8088"));
  }

  @Test
  void where_a_proxy_is_set_loopback_is_excepted_from_it() {
    Map<String, String> present =
        Map.of("https_proxy", "http://proxy:3128", "no_proxy", "intern.example, localhost");

    assertThat(ChildEnvironment.of(present, GATEWAY).changes())
        .containsEntry("NO_PROXY", "intern.example,localhost,127.0.0.1")
        .containsEntry("no_proxy", "intern.example,localhost,127.0.0.1");
  }

  @Test
  void the_tag_comes_after_headers_that_are_set() {
    Map<String, String> present = Map.of("ANTHROPIC_CUSTOM_HEADERS", "x-team: a\nx-more: b\n");

    assertThat(ChildEnvironment.of(present, GATEWAY).tagged(present, "run-1").changes())
        .containsEntry("ANTHROPIC_CUSTOM_HEADERS", "x-team: a\nx-more: b\nx-sluice-tag: run-1");
    assertThat(ChildEnvironment.of(Map.of(), GATEWAY).tagged(Map.of(), "run-1").changes())
        .containsEntry("ANTHROPIC_CUSTOM_HEADERS", "x-sluice-tag: run-1");
  }

  @Test
  void a_wildcard_address_is_reached_by_loopback() {
    assertThat(ChildEnvironment.reachable(URI.create("http://0.0.0.0:8088"))).isEqualTo(GATEWAY);
    assertThat(ChildEnvironment.reachable(URI.create("http://10.1.2.3:8088")))
        .isEqualTo(URI.create("http://10.1.2.3:8088"));
  }

  @Test
  void every_shell_gets_its_own_words() {
    assertThat(EnvCommand.Shell.BASH.export("A", "it's")).isEqualTo("export A='it'\\''s'");
    assertThat(EnvCommand.Shell.FISH.export("A", "it's")).isEqualTo("set -gx A 'it\\'s'");
    assertThat(EnvCommand.Shell.PWSH.export("A", "it's")).isEqualTo("$env:A = 'it''s'");
  }
}
