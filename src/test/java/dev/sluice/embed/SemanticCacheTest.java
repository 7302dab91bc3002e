package dev.sluice.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embed.SemanticCache.Reply;
import dev.sluice.embed.SemanticCache.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The semantic cache of a program before the simulated provider. */
class SemanticCacheTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final SimModel MODEL = new SimModel();
  private static final Settings QUICK =
      Settings.DEFAULT
          .withErrorBound(0.1)
          .withMinSimilarity(0.6)
          .withEmbedder("words 1", SemanticCacheTest::words);

  @TempDir private Path folder = Path.of(".");

  @AfterAll
  static void stop() {
    MODEL.close();
  }

  @BeforeEach
  void script() throws Exception {
    MODEL.reset();
    MODEL.says("change the", "Under Settings, on the first page.");
  }

  /** Each word has a place in the vector. */
  private static float[] words(String text) {
    float[] vector = new float[256];
    vector[0] = 2;
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
      vector[Math.floorMod(word.hashCode(), vector.length)] += 1;
    }
    return vector;
  }

  private static String request(String question) {
    return "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":200,\"system\":\"You are a help desk.\","
        + "\"messages\":[{\"role\":\"user\",\"content\":\""
        + question
        + "\"}]}";
  }

  private static SemanticCache cache(Settings settings) {
    return SemanticCache.open(null, settings, InstantSource.system(), new Random(7));
  }

  private static Reply ask(SemanticCache cache, String question) throws Exception {
    Reply reply = cache.ask(request(question), MODEL);
    assertThat(cache.settle(PATIENCE)).isTrue();
    return reply;
  }

  /** Forty questions, each asked in two ways that are less alike than those of the tests. */
  private static void prove(SemanticCache cache) throws Exception {
    for (int i = 0; i < 40; i++) {
      String thing = "thing" + (char) ('a' + i % 26) + (char) ('a' + i / 26);
      ask(cache, "How do I change the " + thing + " there?");
      ask(cache, "Hello, how can I change the " + thing + " there, please?");
    }
  }

  @Test
  void what_means_the_same_is_served_once_such_replies_have_proved_right() throws Exception {
    try (SemanticCache cache = cache(QUICK)) {
      Reply first = ask(cache, "How do I change the password there?");
      Reply second = ask(cache, "Hello, how can I change the password there, please?");
      prove(cache);
      int before = MODEL.asked().size();
      Reply third = ask(cache, "How can I change the password there?");

      assertThat(first.served()).isFalse();
      assertThat(first.reason()).isEqualTo("nothing alike");
      assertThat(second.reason()).isEqualTo("not proved yet");
      assertThat(third.reason()).isEqualTo("served");
      assertThat(third.text()).isEqualTo("Under Settings, on the first page.");
      assertThat(third.similarity()).isBetween(0.6, 1.0);
      assertThat(MODEL.asked()).hasSize(before);
      assertThat(cache.stats().served()).isPositive();
    }
  }

  @Test
  void a_stream_is_answered_by_events_from_a_reply_that_was_whole() throws Exception {
    try (SemanticCache cache = cache(QUICK)) {
      ask(cache, "How do I change the password there?");
      prove(cache);
      String streamed =
          request("How can I change the password there?").replaceFirst("\\{", "{\"stream\":true,");

      Reply reply = cache.ask(streamed, MODEL);

      assertThat(reply.served()).isTrue();
      assertThat(reply.body()).startsWith("event: message_start").contains("message_stop");
    }
  }

  @Test
  void a_reply_called_wrong_is_not_served_again() throws Exception {
    try (SemanticCache cache = cache(QUICK)) {
      ask(cache, "How do I change the password there?");
      prove(cache);
      Reply served = ask(cache, "How can I change the password there?");

      assertThat(cache.wrong(served.id())).isTrue();
      assertThat(cache.wrong(served.id())).isFalse();
      assertThat(ask(cache, "How can I change the password there?").served()).isFalse();
      assertThat(cache.stats().wrongReports()).isOne();
    }
  }

  @Test
  void one_user_is_not_answered_by_the_reply_to_another() throws Exception {
    try (SemanticCache cache = cache(QUICK)) {
      ask(cache, "How do I change the password there?");
      prove(cache);

      Reply reply = cache.ask("bob", request("How can I change the password there?"), MODEL);

      assertThat(reply.reason()).isEqualTo("nothing alike");
    }
  }

  @Test
  void what_was_learned_in_a_folder_outlives_the_program() throws Exception {
    Path made = folder.resolve("a").resolve("b");
    try (SemanticCache cache = SemanticCache.open(made, QUICK)) {
      ask(cache, "How do I change the password there?");
    }
    try (SemanticCache cache = SemanticCache.open(made, QUICK)) {
      assertThat(cache.stats().entries()).isOne();
      assertThat(ask(cache, "How can I change the password there?").reason())
          .isEqualTo("not proved yet");
    }
  }

  @Test
  void what_the_model_throws_is_thrown_on_and_an_error_is_given_as_it_came() throws Exception {
    try (SemanticCache cache = cache(QUICK)) {
      assertThatThrownBy(() ->
              cache.ask(
                  request("How do I change the password there?"),
                  asked -> {
                    throw new IOException("no network");
                  }))
          .isInstanceOf(IOException.class)
          .hasMessage("no network");

      Reply error = cache.ask("{\"max_tokens\":1}", MODEL);

      assertThat(error.body()).contains("invalid_request_error");
      assertThat(cache.stats().entries()).isZero();
    }
  }

  @Test
  void without_an_embedding_the_model_is_asked() throws Exception {
    Settings broken =
        QUICK.withEmbedder(
            "broken",
            text -> {
              throw new IllegalStateException("gone");
            });
    for (Settings settings :
        new Settings[] {broken, QUICK.withEmbedder("zero", t -> new float[4])}) {
      try (SemanticCache cache = cache(settings)) {
        Reply reply = ask(cache, "How do I change the password there?");

        assertThat(reply.reason()).isEqualTo("no embedding");
        assertThat(reply.text()).isEqualTo("Under Settings, on the first page.");
        assertThat(cache.stats().unavailable()).isOne();
      }
    }
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> Settings.DEFAULT.withErrorBound(0.2))
        .hasMessage("errorBound: 0.2 (expected: above 0, at most 0.1, such as 0.01)");
    assertThatThrownBy(() -> Settings.DEFAULT.withMinSimilarity(1.2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
