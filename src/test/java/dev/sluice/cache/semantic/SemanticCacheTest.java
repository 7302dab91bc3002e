package dev.sluice.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cache.Form;
import dev.sluice.cache.StoredReply;
import dev.sluice.cache.semantic.SemanticConfig.EmbedderConfig;
import dev.sluice.cache.semantic.SemanticConfig.Mode;
import dev.sluice.cache.semantic.SemanticLookup.Bypass;
import dev.sluice.cache.semantic.SemanticLookup.Probe;
import dev.sluice.cache.semantic.SemanticLookup.Served;
import dev.sluice.cache.semantic.trust.Outcomes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SemanticCacheTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final InstantSource clock = now::get;
  private WordHashEmbedder embedder = new WordHashEmbedder();
  private @Nullable SemanticCache open;

  @BeforeEach
  void open_the_cache() {
    reopen(Mode.ON);
  }

  @AfterEach
  void close_the_cache() {
    cache().close();
  }

  private SemanticCache cache() {
    return Objects.requireNonNull(open);
  }

  private void reopen(Mode mode) {
    if (open != null) {
      open.close();
    }
    embedder = new WordHashEmbedder();
    SemanticConfig config =
        new SemanticConfig(
            mode, 0.6, 0.05, Duration.ofHours(1), 200, false, EmbedderConfig.DEFAULT, null);
    open = Opening.open(folder, embedder, config, clock, new Random(7));
  }

  private SemanticLookup ask(String text) {
    Asking asking = Asking.of(text);
    return cache().lookup(asking.call(), asking.caller());
  }

  private SemanticLookup askAndAnswer(String text, String answer) {
    SemanticLookup lookup = ask(text);
    if (lookup instanceof Probe probe) {
      probe.answered(Asking.reply(answer, now.get()));
      assertThat(cache().settle(PATIENCE)).isTrue();
    }
    return lookup;
  }

  /** Sixty pairs of questions that are less alike than those below, each with one right answer. */
  private void prove() {
    for (int i = 0; i < 60; i++) {
      char letter = (char) ('a' + i % 26);
      String end = "" + letter + (char) ('a' + i / 26);
      String thing = "widget" + end + " gadget" + end + " gizmo" + end;
      askAndAnswer("How do I clean the " + thing + "?", "With soap, " + thing);
      askAndAnswer("How can I clean the " + thing + " please?", "With soap, " + thing);
    }
  }

  @Test
  void nothing_is_served_before_such_candidates_have_proved_right() {
    askAndAnswer("How do I paint the fence?", "With a brush");

    SemanticLookup lookup = ask("How can I paint the fence?");

    assertThat(lookup)
        .isInstanceOfSatisfying(
            Probe.class,
            probe -> {
              assertThat(probe.compares()).isTrue();
              assertThat(probe.wouldServe()).isFalse();
            });
  }

  @Test
  void a_proven_family_is_served_in_either_form() {
    prove();
    askAndAnswer("How do I paint the fence?", "With a brush");

    SemanticLookup lookup = ask("How can I paint the fence?");

    assertThat(lookup)
        .isInstanceOfSatisfying(
            Served.class,
            served -> {
              assertThat(served.similarity()).isBetween(0.6, 1.0);
              assertThat(served.reply().bytes()).asString().contains("With a brush");
              assertThat(new String(served.reply().as(Form.SSE), StandardCharsets.UTF_8))
                  .contains("event: message_stop");
            });
    assertThat(cache().stats().falseHits().share()).isZero();
  }

  @Test
  void shadow_mode_serves_nothing_and_measures() {
    reopen(Mode.SHADOW);
    prove();
    askAndAnswer("How do I paint the fence?", "With a brush");
    askAndAnswer("How can I paint the fence?", "With a brush");

    SemanticStats stats = cache().stats();

    assertThat(stats.served()).isZero();
    assertThat(stats.wouldServe()).isPositive();
    assertThat(stats.falseHits().of()).isEqualTo(stats.wouldServe());
  }

  @Test
  void what_was_learned_outlives_the_process() {
    prove();
    askAndAnswer("How do I paint the fence?", "With a brush");
    SemanticStats before = cache().stats();

    reopen(Mode.ON);

    assertThat(cache().stats()).isEqualTo(before);
    assertThat(ask("How can I paint the fence?")).isInstanceOf(Served.class);
  }

  @Test
  void a_reply_called_wrong_goes_and_its_family_must_prove_itself_anew() {
    prove();
    askAndAnswer("How do I paint the fence?", "With a brush");
    Served served = (Served) ask("How can I paint the fence?");

    assertThat(cache().wrong(served.entry())).isTrue();

    assertThat(cache().wrong(served.entry())).isFalse();
    assertThat(ask("How can I paint the fence?")).isInstanceOf(Probe.class);
    assertThat(ask("How can I clean the widgetaa gadgetaa gizmoaa?")).isInstanceOf(Probe.class);
    assertThat(cache().stats().wrongReports()).isOne();
  }

  @Test
  void an_exchange_names_the_entry_that_it_was_served() {
    prove();
    askAndAnswer("How do I paint the fence?", "With a brush");
    Asking asking = Asking.of("How can I paint the fence?");
    var call = asking.call();
    assertThat(cache().lookup(call, asking.caller())).isInstanceOf(Served.class);

    assertThat(cache().wrong(call.id())).isTrue();
  }

  @Test
  void live_replies_that_differ_keep_a_family_from_being_served() {
    for (int i = 0; i < 3; i++) {
      char end = (char) ('a' + i);
      askAndAnswer("How do I fold the paper" + end + "?", "Once");
      askAndAnswer("How can I fold the paper" + end + " please?", "Never, in " + i + " years");
    }
    prove();
    askAndAnswer("How do I paint the fence?", "With a brush");

    assertThat(ask("How can I paint the fence?")).isInstanceOf(Probe.class);
    assertThat(cache().stats().wrongCandidates().share()).isPositive();
    assertThat(cache().stats().served()).isZero();
  }

  @Test
  void an_entry_that_was_wrong_twice_goes() {
    askAndAnswer("How do I fold the paper?", "Once");
    askAndAnswer("How can I fold the paper please?", "Never, in 100 years");
    assertThat(cache().stats().entries()).isEqualTo(2);

    askAndAnswer("How could I fold the paper?", "With 3 hands");
    askAndAnswer("How would I fold the paper?", "Not at all");
    askAndAnswer("How might I fold the paper?", "Ask 7 friends");

    assertThat(cache().stats().compared().wrong()).isEqualTo(4);
    assertThat(cache().stats().entries()).isLessThan(5);
  }

  @Test
  void a_question_speaks_once_however_often_and_under_whatever_parameters_it_is_asked() {
    for (int i = 0; i < 5; i++) {
      for (String text :
          List.of("How do I paint the fence?", "How can I paint the fence please?")) {
        Asking asking = Asking.of(text).and("\"stop_sequences\":[\"" + i + "\"]");
        ((Probe) cache().lookup(asking.call(), asking.caller()))
            .answered(Asking.reply("With a brush", now.get()));
        assertThat(cache().settle(PATIENCE)).isTrue();
      }
      askAndAnswer("How can I paint the fence, please!", "With a brush");
    }

    assertThat(cache().stats().compared()).isEqualTo(new Outcomes(1, 0));
  }

  @Test
  void a_greeting_does_not_prove_synonyms() {
    prove();
    askAndAnswer("How do I buy the red widget gadget gizmo?", "At the counter");

    assertThat(ask("How can I buy the red widget gadget gizmo?")).isInstanceOf(Served.class);
    assertThat(ask("How can I purchase the red widget gadget gizmo?"))
        .isInstanceOfSatisfying(
            Probe.class,
            probe -> {
              assertThat(probe.compares()).isTrue();
              assertThat(probe.wouldServe()).isFalse();
            });
  }

  @Test
  void users_may_be_kept_apart() {
    Asking alice =
        Asking.of("How do I paint the fence?").and("\"metadata\":{\"user_id\":\"alice\"}");
    Asking bob = Asking.of("How can I paint the fence?").and("\"metadata\":{\"user_id\":\"bob\"}");
    Eligible apart = new Eligible("p", true);
    Eligible together = new Eligible("p", false);

    assertThat(partition(apart, alice)).isNotEqualTo(partition(apart, bob));
    assertThat(partition(together, alice)).isEqualTo(partition(together, bob));
  }

  private static String partition(Eligible eligible, Asking asking) {
    return ((Eligible.Result.Asked) eligible.decide(asking.call(), asking.caller()))
        .question()
        .partition();
  }

  @Test
  void a_tenant_never_sees_the_reply_to_another() {
    prove();
    askAndAnswer("How do I paint the fence?", "With a brush");
    Asking asking = Asking.of("How can I paint the fence?").tenant("bob");

    SemanticLookup lookup = cache().lookup(asking.call(), asking.caller());

    assertThat(lookup)
        .isInstanceOfSatisfying(Probe.class, probe -> assertThat(probe.compares()).isFalse());
  }

  @Test
  void a_reply_past_its_time_is_not_served() {
    prove();
    askAndAnswer("How do I paint the fence?", "With a brush");
    now.set(START.plus(Duration.ofHours(1)));

    assertThat(ask("How can I paint the fence?"))
        .isInstanceOfSatisfying(Probe.class, probe -> assertThat(probe.compares()).isFalse());
  }

  @Test
  void replies_that_are_cut_refused_or_more_than_text_are_not_kept() {
    StoredReply whole = Asking.reply("With a brush", START);
    for (String stop : new String[] {"max_tokens", "refusal", "tool_use", "pause_turn"}) {
      Probe probe = (Probe) ask("How do I paint the fence?");
      probe.answered(
          new StoredReply(
              whole.form(), whole.bytes(), whole.model(), stop, whole.usage(), START, "anthropic"));
      assertThat(cache().settle(PATIENCE)).isTrue();
    }

    assertThat(cache().stats().entries()).isZero();
  }

  @Test
  void without_an_embedding_the_request_goes_on() {
    embedder.gone = true;

    assertThat(ask("How do I paint the fence?")).isEqualTo(new Bypass("no embedding"));
    assertThat(cache().stats().unavailable()).isOne();
  }

  @Test
  void the_least_recently_used_go_first() {
    for (int i = 0; i < 230; i++) {
      askAndAnswer("How do I open the box" + i + "?", "Box " + i);
    }

    assertThat(cache().stats().entries()).isEqualTo(200);
  }
}
