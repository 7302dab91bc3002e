package dev.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.price.PriceTable;
import dev.sluice.sim.SimOptions;
import dev.sluice.sim.Simulator;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCatalogTest {
  private final ModelCatalog catalog = ModelCatalog.bundled();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] simulatorsModels() throws IOException, InterruptedException {
    try (Simulator simulator = Simulator.start(SimOptions.DEFAULT);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(simulator.address().resolve("/v1/models?limit=1000"))
              .header("x-api-key", "sk-ant-test")
              .header("anthropic-version", "2023-06-01")
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-5-20251101, claude-opus-4-5",
    "claude-haiku-4-5@20251001, claude-haiku-4-5",
    "anthropic.claude-sonnet-4-5-20250929-v1:0, claude-sonnet-4-5",
    "us.anthropic.claude-opus-4-6-v1, claude-opus-4-6",
    "arn:aws:bedrock:us-east-1:1:inference-profile/eu.anthropic.claude-haiku-4-5-20251001-v1:0,"
        + " claude-haiku-4-5",
    "anthropic/claude-sonnet-4-6, claude-sonnet-4-6",
    "anthropic/claude-sonnet-4.5, claude-sonnet-4-5",
    "publishers/anthropic/models/claude-opus-4-8, claude-opus-4-8",
    "claude-sonnet-4-0, claude-sonnet-4",
    "claude-sonnet-4-5[1m], claude-sonnet-4-5",
  })
  void a_model_is_found_in_each_form_of_its_name(String name, String id) {
    assertThat(catalog.find(name).id()).isEqualTo(id);
    assertThat(catalog.find(name).known()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-5.1", "", "claude-opus-9", "claude-haiku-4-5-20259901", "auto"})
  void an_unknown_model_promises_nothing(String name) {
    ModelFacts facts = catalog.find(name);

    assertThat(facts.known()).isFalse();
    assertThat(facts.compacts()).isFalse();
    assertThat(facts.bindsThinking()).isTrue();
    assertThat(facts.capabilities()).isEqualTo(ModelFacts.Capabilities.NONE);
  }

  @Test
  void every_model_with_a_price_is_in_the_table() {
    assertThat(PriceTable.bundled().models().keySet())
        .allSatisfy(id -> assertThat(catalog.find(id).known()).as(id).isTrue());
  }

  @Test
  void the_table_says_what_the_simulated_provider_says() throws Exception {
    byte[] reply = simulatorsModels();
    ModelCatalog told = ModelCatalog.bundled();

    told.learn(reply);

    List<String> ids = new ArrayList<>();
    for (var model : ModelsReply.models(reply)) {
      String id = model.getOrDefault("id", "");
      ids.add(id);
      assertThat(told.find(id)).as(id).isEqualTo(catalog.find(id));
    }
    assertThat(ids).hasSizeGreaterThan(15).contains("claude-opus-5-5", "claude-haiku-4-5");
  }

  @Test
  void what_the_provider_says_goes_before_the_table() {
    catalog.learn(
        bytes(
            """
            {"type":"model","id":"claude-haiku-4-5-20251001","max_input_tokens":400000,"max_tokens":null,
             "capabilities":{"image_input":{"supported":false},
               "effort":{"supported":true,"low":{"supported":true}},
               "thinking":{"supported":true,"types":{"adaptive":{"supported":true},
                 "enabled":{"supported":false}}},
               "context_management":{"supported":true,"compact_20260112":{"supported":true}}}}
            """));

    ModelFacts haiku = catalog.find("claude-haiku-4-5");

    assertThat(haiku.window()).isEqualTo(400_000);
    assertThat(haiku.maxOutput()).isEqualTo(64_000);
    assertThat(haiku.compacts()).isTrue();
    assertThat(haiku.cacheMinimum()).isEqualTo(4_096);
    assertThat(haiku.capabilities().images()).isFalse();
    assertThat(haiku.capabilities().documents()).isTrue();
    assertThat(haiku.capabilities().effort()).isTrue();
    assertThat(haiku.capabilities().thinkingTypes()).isEqualTo(Set.of("adaptive"));
  }

  @Test
  void an_alias_learns_with_its_model() {
    catalog.learn(bytes("{\"id\":\"claude-sonnet-4\",\"max_tokens\":77}"));

    assertThat(catalog.find("claude-sonnet-4-0").maxOutput()).isEqualTo(77);
  }

  @Test
  void a_new_model_is_added_with_what_was_said_and_nothing_more() {
    catalog.learn(
        bytes(
            """
            {"data":[{"id":"claude-nova-7","max_input_tokens":2000000,"max_tokens":256000,
              "capabilities":{"image_input":{"supported":true}}}],"has_more":false}
            """));

    ModelFacts nova = catalog.find("claude-nova-7-20270101");

    assertThat(nova.known()).isTrue();
    assertThat(nova.window()).isEqualTo(2_000_000);
    assertThat(nova.capabilities().images()).isTrue();
    assertThat(nova.capabilities().documents()).isFalse();
    assertThat(nova.bindsThinking()).isTrue();
    assertThat(nova.compacts()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"data\":[1,null,[{}],{\"id\":5},{\"id\":\"\"},{}]}",
        "{\"data\":[{\"id\":\"claude-haiku-4-5\",\"max_tokens\":-3,\"max_input_tokens\":1e99,",
        "{\"data\":{\"id\":\"x\"}}",
        "{\"error\":{\"type\":\"not_found_error\"}}",
        "\u0000\u0001",
        "{\"id\":{\"a\":1},\"data\":\"x\"}"
      })
  void garbage_teaches_nothing(String garbage) {
    catalog.learn(bytes(garbage));

    assertThat(catalog.find("claude-haiku-4-5"))
        .isEqualTo(ModelCatalog.bundled().find("claude-haiku-4-5"));
    assertThat(catalog.find("x").known()).isFalse();
  }

  @Test
  void not_more_than_a_thousand_models_are_kept() {
    for (int i = 0; i < 1_500; i++) {
      catalog.learn(bytes("{\"id\":\"model-" + i + "\",\"max_tokens\":5}"));
    }
    catalog.learn(bytes("{\"id\":\"claude-haiku-4-5\",\"max_tokens\":6}"));

    assertThat(catalog.find("model-0").known()).isTrue();
    assertThat(catalog.find("model-1499").known()).isFalse();
    assertThat(catalog.find("claude-haiku-4-5").maxOutput()).isEqualTo(6);
  }
}
