package dev.sluice.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embed.ModelRouter.Route;
import dev.sluice.embed.ModelRouter.Settings;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The model router of a program, and the simulated provider that answers what it routed. */
class ModelRouterTest {
  private static final String SMALL = "claude-haiku-4-5";
  private static final String MIDDLE = "claude-sonnet-4-6";
  private static final String LARGE = "claude-opus-4-6";
  private static final Settings TIERS = Settings.tiers(SMALL, MIDDLE, LARGE);
  private static final String DOUBTFUL = "Tell me about the thing that we have there.";
  private static final SimModel MODEL = new SimModel();

  @AfterAll
  static void stop() {
    MODEL.close();
  }

  @BeforeEach
  void reset() throws Exception {
    MODEL.reset();
  }

  private static String request(String model, String messages) {
    return "{ \"max_tokens\": 300, \"model\": \"" + model + "\", \"messages\": " + messages + " }";
  }

  private static String user(String text) {
    return "[{\"role\":\"user\",\"content\":\"" + text + "\"}]";
  }

  @Test
  void simple_work_goes_to_the_small_model_in_a_request_that_is_else_the_same() throws Exception {
    String request = request(LARGE, user("Translate to French: good morning"));

    Route route = ModelRouter.of(SMALL, MIDDLE, LARGE).route(request);

    assertThat(route.model()).isEqualTo(SMALL);
    assertThat(route.tier()).isEqualTo("simple");
    assertThat(route.confidence()).isEqualTo(0.9);
    assertThat(route.reason()).isNotEmpty();
    assertThat(route.request()).isEqualTo(request.replace(LARGE, SMALL));
    assertThat(JsonMapper.shared().readTree(MODEL.answer(route.request())).path("model").asString())
        .startsWith(SMALL);
  }

  @Test
  void hard_work_stays_with_the_model_that_was_named() {
    String request =
        request(
            LARGE,
            user(
                "Design the architecture of a distributed lock service and prove that it is free"
                    + " of deadlocks."));

    Route route = ModelRouter.of(TIERS).route(request);

    assertThat(route.model()).isEqualTo(LARGE);
    assertThat(route.tier()).isNull();
    assertThat(route.request()).isSameAs(request);
  }

  @Test
  void auto_always_becomes_a_model() {
    ModelRouter router = ModelRouter.of(TIERS);

    assertThat(router.route(request("auto", user("Translate to French: good morning"))).model())
        .isEqualTo(SMALL);
    assertThat(router.route(request("auto", user("Prove that this algorithm terminates."))).model())
        .isEqualTo(LARGE);
  }

  @Test
  void a_conversation_stays_with_the_model_that_works_on_its_task() {
    ModelRouter router = ModelRouter.of(TIERS);
    String first = "{\"role\":\"user\",\"content\":\"Translate to French: good morning\"}";
    String more =
        ",{\"role\":\"assistant\",\"content\":\"Bonjour\"},"
            + "{\"role\":\"user\",\"content\":\"Translate to French: good evening\"}";

    Route begun = router.route(request(LARGE, "[" + first + "]"));
    Route next = router.route(request(LARGE, "[" + first + more + "]"));

    assertThat(begun.model()).isEqualTo(SMALL);
    assertThat(next.model()).isEqualTo(SMALL);
    assertThat(next.reason()).isEqualTo("within a task");
    assertThat(next.confidence()).isEqualTo(1);
  }

  @Test
  void in_doubt_a_classifier_is_asked_over_the_wire() throws Exception {
    MODEL.says("thing", "{\"tier\":\"simple\",\"confidence\":0.95}");
    String request = request(LARGE, user(DOUBTFUL));

    Route alone = ModelRouter.of(TIERS).route(request);
    Route asked = ModelRouter.of(TIERS.withClassifier(SMALL, MODEL)).route(request);

    assertThat(alone.model()).isEqualTo(LARGE);
    assertThat(alone.reason()).startsWith("in doubt");
    assertThat(alone.confidence()).isEqualTo(0.5);
    assertThat(asked.confidence()).isEqualTo(0.95);
    assertThat(asked.model()).isEqualTo(SMALL);
    assertThat(asked.reason()).isEqualTo("classifier");
    assertThat(MODEL.asked()).hasSize(1);
  }

  @Test
  void a_classifier_that_fails_leaves_the_model_as_it_is() {
    Model broken =
        asked -> {
          throw new IOException("no network");
        };
    Model bug =
        asked -> {
          throw new IllegalStateException("a bug");
        };
    for (Model one : new Model[] {broken, bug, asked -> "{\"type\":\"error\"}"}) {
      Route route =
          ModelRouter.of(TIERS.withClassifier(SMALL, one)).route(request(LARGE, user(DOUBTFUL)));

      assertThat(route.model()).isEqualTo(LARGE);
    }
  }

  @Test
  void what_is_no_request_is_refused() {
    ModelRouter router = ModelRouter.of(TIERS);

    for (String odd : new String[] {"", "[]", "{}", "{\"model\":\"auto\"}", "{\"model\":"}) {
      assertThatThrownBy(() -> router.route(odd))
          .as(odd)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("no Messages request");
    }
    assertThatThrownBy(() -> Settings.tiers("", MIDDLE, LARGE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
