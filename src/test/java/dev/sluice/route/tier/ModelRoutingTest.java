package dev.sluice.route.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.models.ModelCatalog;
import dev.sluice.price.Claim;
import dev.sluice.price.PriceTable;
import dev.sluice.route.tier.RoutingConfig.Tiers;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRoutingTest {
  private static final String OPUS = "claude-opus-4-6";
  private static final String SONNET = "claude-sonnet-4-6";
  private static final String HAIKU = "claude-haiku-4-5";
  private static final String EASY = "Translate to French: the cat sleeps.";
  private static final String ORDINARY = "Write a haiku about autumn rain.";
  private static final String HARD = "Prove that the square root of 2 is irrational.";
  private static final String TOOLS =
      "\"tools\":[{\"name\":\"read_file\",\"input_schema\":{\"type\":\"object\"}}],";

  private final ModelRouting routing = routing(RoutingConfig.DEFAULT, true, true);

  private static ModelRouting routing(RoutingConfig config, boolean enabled, boolean downgrade) {
    return new ModelRouting(
        config,
        new ModelRouting.Switches(enabled, downgrade),
        ModelCatalog.bundled(),
        Prices.of(PriceTable.bundled()),
        InstantSource.fixed(Requests.START));
  }

  private static RoutingConfig config(boolean upgrade, @Nullable Double dailyUsd) {
    return new RoutingConfig(null, null, upgrade, Tiers.DEFAULT, null, dailyUsd);
  }

  private static String user(String text) {
    return "{\"role\":\"user\",\"content\":" + Requests.json(text) + "}";
  }

  private Choice choose(String model, String members, String text) {
    return choose(routing, Requests.ask(model, members, text));
  }

  private static Choice choose(ModelRouting routing, String body, String... headers) {
    return routing.choose(Requests.request(Requests.call(body, headers), Requests.NOBODY));
  }

  private static String model(Choice choice) {
    return choice instanceof Choice.Rerouted rerouted ? rerouted.model() : "kept";
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-6, claude-haiku-4-5",
    "claude-sonnet-4-6, claude-haiku-4-5",
    "claude-opus-5-5, claude-haiku-4-5",
    "claude-sonnet-4-5-20250929, claude-haiku-4-5",
    "claude-haiku-4-5, kept",
    "claude-haiku-4-5-20251001, kept",
    "claude-haiku-5-5, kept",
    "gpt-5.1, kept",
    "claude-fable-5-2, kept",
    "auto, claude-haiku-4-5",
  })
  void simple_work_goes_to_the_small_model_if_that_is_cheaper(String requested, String target) {
    assertThat(model(choose(requested, "", EASY))).isEqualTo(target);
  }

  @Test
  void a_choice_says_why_and_what_was_requested() {
    Choice choice = choose(OPUS, "", EASY);

    assertThat(choice.reason()).isEqualTo("mechanical: translate");
    assertThat(choice.claims()).containsExactly(new Claim.Rerouted(OPUS));
    assertThat(choose("auto", "", EASY).claims()).containsExactly(new Claim.Rerouted(OPUS));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-6, claude-sonnet-4-6",
    "claude-sonnet-4-6, kept",
    "auto, claude-sonnet-4-6"
  })
  void ordinary_work_goes_to_the_middle(String requested, String target) {
    assertThat(model(choose(requested, "", ORDINARY))).isEqualTo(target);
  }

  @Test
  void hard_work_stays_and_auto_gets_the_best() {
    assertThat(model(choose(OPUS, "", HARD))).isEqualTo("kept");
    assertThat(model(choose("auto", "", HARD))).isEqualTo(OPUS);
    assertThat(model(choose(SONNET, "", HARD))).isEqualTo("kept");
  }

  @Test
  void an_explicit_model_is_never_replaced_unless_the_operator_says_so() {
    ModelRouting auto = routing(RoutingConfig.DEFAULT, true, false);
    ModelRouting off = routing(RoutingConfig.DEFAULT, false, true);

    for (String text : List.of(EASY, ORDINARY, HARD, "hi")) {
      assertThat(model(choose(auto, Requests.ask(OPUS, "", text)))).isEqualTo("kept");
      assertThat(model(choose(off, Requests.ask(OPUS, "", text)))).isEqualTo("kept");
    }
    assertThat(model(choose(auto, Requests.ask("auto", "", EASY)))).isEqualTo(HAIKU);
    assertThat(model(choose(off, Requests.ask("auto", "", EASY)))).isEqualTo(HAIKU);
  }

  @Test
  void only_with_leave_a_model_is_replaced_by_a_better_one() {
    ModelRouting up = routing(config(true, null), true, true);

    assertThat(model(choose(up, Requests.ask(SONNET, "", HARD)))).isEqualTo(OPUS);
    assertThat(model(choose(up, Requests.ask(HAIKU, "", HARD)))).isEqualTo(OPUS);
    assertThat(model(choose(up, Requests.ask(HAIKU, "", HARD), "user-agent", "claude-cli/2.1")))
        .isEqualTo("kept");
    assertThat(model(choose(up, Requests.ask(SONNET, "", "Well?")))).isEqualTo("kept");

    ModelRouting onlyUp = routing(config(true, null), true, false);
    assertThat(model(choose(onlyUp, Requests.ask(SONNET, "", HARD)))).isEqualTo(OPUS);
    assertThat(model(choose(onlyUp, Requests.ask(SONNET, "", EASY)))).isEqualTo("kept");
  }

  @Test
  void a_header_keeps_the_model_and_gives_auto_the_best() {
    assertThat(model(choose(routing, Requests.ask(OPUS, "", EASY), "x-sluice-route", "off")))
        .isEqualTo("kept");
    assertThat(model(choose(routing, Requests.ask("auto", "", EASY), "x-sluice-route", "off")))
        .isEqualTo(OPUS);
  }

  @Test
  void an_unknown_value_of_the_header_is_named() {
    assertThat(ModelRouting.problem(Requests.call("{}", "x-sluice-route", "on").headers()))
        .isEqualTo("x-sluice-route: unknown value (expected: off)");
    assertThat(ModelRouting.problem(Requests.call("{}", "x-sluice-route", "off").headers()))
        .isNull();
    assertThat(ModelRouting.problem(Requests.call("{}").headers())).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"thread\":{\"type\":\"create\"},",
        "\"container\":\"c1\",",
        "\"fallbacks\":\"default\",",
        "\"speed\":\"fast\",",
        "\"inference_geo\":\"us\",",
        "\"max_tokens\":0,",
        "\"something_new\":1,",
        "\"output_config\":{\"task_budget\":{\"type\":\"tokens\",\"total\":5000}},",
        "\"output_config\":{\"effort\":\"max\"},",
        "\"temperature\":0.2,\"top_p\":0.9,",
        "\"thinking\":{\"type\":\"adaptive\",\"block_binding\":{}},",
        "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}],",
        "\"tools\":[{\"type\":\"computer_toolset_20260801\"}],",
        "\"tools\":[{\"name\":\"a\",\"defer_loading\":true,\"input_schema\":{}}],",
        "\"mcp_servers\":[{\"type\":\"url\",\"name\":\"m\",\"url\":\"https://m\"}],"
      })
  void what_ties_a_request_to_its_model_keeps_it_there(String members) {
    assertThat(model(choose(OPUS, members, EASY))).isEqualTo("kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast-mode-2026-02-01", "claude-code-20250219,task-budgets-2026-03-13"})
  void a_beta_that_names_a_feature_of_the_model_keeps_it(String beta) {
    assertThat(model(choose(routing, Requests.ask(OPUS, "", EASY), "anthropic-beta", beta)))
        .isEqualTo("kept");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"thinking\":{\"type\":\"adaptive\"}, | claude-sonnet-4-6",
        "\"thinking\":{\"type\":\"disabled\"}, | claude-haiku-4-5",
        "\"output_config\":{\"effort\":\"low\"}, | claude-sonnet-4-6",
        "\"max_tokens\":100000, | claude-sonnet-4-6",
        "\"max_tokens\":200000, | kept",
        "\"temperature\":0.5, | claude-haiku-4-5",
        "\"metadata\":{\"user_id\":\"u\"}, | claude-haiku-4-5"
      })
  void a_tier_that_lacks_what_is_needed_is_passed_over(String members, String target) {
    assertThat(model(choose(OPUS, members, EASY))).isEqualTo(target);
  }

  @Test
  void a_forced_tool_a_prefill_and_sampling_need_a_model_that_takes_them() {
    RoutingConfig newest =
        new RoutingConfig(
            null,
            null,
            false,
            new Tiers("claude-haiku-5-5", "claude-sonnet-5-5", "claude-fable-5"),
            null,
            null);
    ModelRouting routing = routing(newest, true, true);
    String forced = "\"tool_choice\":{\"type\":\"any\"}," + TOOLS;

    assertThat(model(choose(routing, Requests.ask("claude-fable-5", forced, EASY))))
        .isEqualTo("kept");
    assertThat(model(choose(routing, Requests.ask("claude-fable-5", TOOLS, EASY))))
        .isEqualTo("claude-sonnet-5-5");
    assertThat(model(choose(routing, Requests.ask("claude-fable-5", "\"temperature\":0.1,", EASY))))
        .isEqualTo("kept");
  }

  @Test
  void a_model_that_refuses_the_thinking_of_others_is_left_only_where_none_can_come_back() {
    String binding = "claude-opus-5-5";
    String adaptive = "\"thinking\":{\"type\":\"adaptive\"},";
    String without = "\"thinking\":{\"type\":\"disabled\"},";

    assertThat(model(choose(binding, adaptive, EASY))).isEqualTo("kept");
    assertThat(model(choose(binding, "", EASY))).isEqualTo(HAIKU);
    assertThat(model(choose("claude-opus-4-6", adaptive, EASY))).isEqualTo(SONNET);
    assertThat(model(choose("claude-opus-4-6", without, EASY))).isEqualTo(HAIKU);
  }

  @Test
  void a_window_that_is_too_small_is_passed_over() {
    String long800 = "Translate to French: " + "the cat sleeps and dreams of fish. ".repeat(30_000);

    Choice beta =
        choose(routing, Requests.ask(OPUS, "", EASY), "anthropic-beta", "context-1m-2025-08-07");

    assertThat(model(choose(OPUS, "", long800))).isNotEqualTo(HAIKU);
    assertThat(model(beta)).isEqualTo(SONNET);
  }

  @Test
  void images_and_tools_are_not_for_the_smallest() {
    String image =
        "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\","
            + "\"media_type\":\"image/png\",\"data\":\"AAAA\"}},{\"type\":\"text\",\"text\":"
            + Requests.json(EASY)
            + "}]}";

    assertThat(model(choose(routing, Requests.body(OPUS, "", image)))).isEqualTo(SONNET);
    assertThat(model(choose(OPUS, TOOLS, EASY))).isEqualTo(SONNET);
  }

  @Test
  void words_of_the_client_are_not_words_of_the_user() {
    String wrapped =
        "<system-reminder>Design the architecture and debug the deadlock.</system-reminder>\n"
            + EASY;

    assertThat(model(choose(OPUS, "", wrapped))).isEqualTo(HAIKU);
  }

  @Test
  void one_shots_whose_system_prompt_wants_a_label_are_simple() {
    String system = "\"system\":\"Answer with one word: billing, bug, account or other.\",";

    assertThat(model(choose(OPUS, system, "I cannot log in, the page shows an error since noon.")))
        .isEqualTo(HAIKU);
    assertThat(model(choose(OPUS, system, HARD))).isEqualTo("kept");
    assertThat(model(choose(OPUS, "\"system\":\"You audit contracts.\",", "The tenant pays.")))
        .isEqualTo("kept");
  }

  @Test
  void budget_pressure_lowers_only_what_is_in_doubt() {
    ModelRouting pressed = routing(config(false, 10.0), true, true);
    String doubtful = "The garden of my aunt, once more.";

    assertThat(model(spend(pressed, doubtful, 9))).isEqualTo("kept");
    assertThat(model(spend(pressed, doubtful, 11))).isEqualTo(SONNET);
    assertThat(spend(pressed, doubtful, 11).reason()).startsWith("budget");
    assertThat(model(spend(pressed, HARD, 11))).isEqualTo("kept");
  }

  private static Choice spend(ModelRouting routing, String text, double dollars) {
    Request r = Requests.request(Requests.call(Requests.ask(OPUS, "", text)), Requests.NOBODY);
    return routing.choose(
        new Request(r.call(), r.index(), r.turn(), r.tenant(), r.model(), dollars, r.client()));
  }

  @Test
  void a_conversation_without_a_turn_is_left_alone() {
    String body =
        Requests.body(
            OPUS, "", user(EASY), "{\"role\":\"assistant\",\"content\":\"le chat\"}", user(EASY));

    assertThat(model(choose(routing, body))).isEqualTo("kept");
  }

  @Test
  void the_clients_own_background_calls_are_left_alone() {
    String body = Requests.ask(OPUS, "", EASY);

    for (String kind : List.of("auxiliary", "compaction")) {
      assertThat(model(choose(routing, body, "x-claude-code-request-class", kind)))
          .isEqualTo("kept");
    }
  }
}
