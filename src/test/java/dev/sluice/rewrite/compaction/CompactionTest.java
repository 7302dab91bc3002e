package dev.sluice.rewrite.compaction;

import static dev.sluice.rewrite.LongTalk.NOBODY;
import static dev.sluice.rewrite.LongTalk.draft;
import static dev.sluice.rewrite.LongTalk.model;
import static dev.sluice.rewrite.LongTalk.words;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.models.ModelFacts;
import dev.sluice.price.Claim;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.Rewrite;
import dev.sluice.rewrite.SimAgent;
import dev.sluice.rewrite.SimAgent.Done;
import dev.sluice.rewrite.SimAgent.Habit;
import dev.sluice.rewrite.memory.Remembered;
import dev.sluice.sim.SimOptions;
import dev.sluice.sim.Simulator;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Compaction against the simulated provider, in conversations of sixty turns. */
class CompactionTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final CompactionConfig SHORT = new CompactionConfig(null, 50_000, null);
  private static final ModelFacts OPUS = model("claude-opus-4-6", true, false, 1.0);
  private static final ModelFacts OPUS_5 = model("claude-opus-5", true, false, 1.3);
  private static final ModelFacts BOUND = model("claude-opus-5-5", true, true, 1.3);
  private static final ModelFacts HAIKU = model("claude-haiku-4-5", false, false, 1.0);
  private static final int TURNS = 60;
  private static final int WORDS = 1_100;

  private static final Simulator SIM = Simulator.start(SimOptions.DEFAULT);

  @TempDir private Path folder = Path.of(".");

  @AfterAll
  static void stop() {
    SIM.close();
  }

  @BeforeEach
  void clean() {
    SimAgent.reset(SIM.address());
  }

  private static Compaction fresh() {
    return new Compaction(SHORT, true, Remembered.inMemory(CLOCK));
  }

  private static SimAgent agent(Habit habit, boolean stream, Rewrite rewrite) {
    return new SimAgent(SIM.address(), OPUS, habit, stream, () -> rewrite);
  }

  private static List<Done> run(SimAgent agent, int turns) {
    return run(agent, turns, WORDS);
  }

  private static List<Done> run(SimAgent agent, int turns, int words) {
    List<Done> all = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      Done done = agent.turn(words);
      assertThat(done.status()).as("turn %d: %s", i, done.body()).isEqualTo(200);
      all.add(done);
    }
    return all;
  }

  private static long cost() {
    return SimAgent.bill(SIM.address()).path("nanoDollars").asLong(-1);
  }

  private static int compactions(List<Done> turns) {
    return (int) turns.stream().filter(t -> t.body().contains("\"compaction\"")).count();
  }

  private static long removed(Done turn) {
    return turn.edit().claims().isEmpty()
        ? -1
        : ((Claim.Removed) turn.edit().claims().getFirst()).tokens();
  }

  @ParameterizedTest
  @CsvSource({
    "ECHOES,false",
    "ECHOES,true",
    "DROPS,false",
    "DROPS,true",
    "BREAKS,false",
    "BREAKS,true",
    "DECORATES,true"
  })
  void a_long_loop_is_compacted_once_in_a_while_whatever_the_client_does(
      Habit habit, boolean stream) {
    SimAgent agent = agent(habit, stream, fresh());

    List<Done> turns = run(agent, TURNS);

    assertThat(compactions(turns)).isEqualTo(1);
    assertThat(removed(turns.getFirst())).isEqualTo(-1);
    assertThat(removed(turns.getLast())).isGreaterThan(40_000);
    keepsItsBytes(agent);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_long_loop_is_cheaper_than_without(boolean marking) {
    Rewrite none = new Compaction(SHORT, false, Remembered.inMemory(CLOCK));
    SimAgent plain = agent(Habit.DROPS, true, none);
    SimAgent compacting = agent(Habit.DROPS, true, fresh());
    run(marking ? plain.marking() : plain, TURNS, 1_600);
    long without = cost();
    SimAgent.reset(SIM.address());

    run(marking ? compacting.marking() : compacting, TURNS, 1_600);

    System.out.printf(
        java.util.Locale.ROOT,
        "compaction, %d turns, client marks: %s: %.4f USD instead of %.4f%n",
        TURNS,
        marking,
        cost() / 1e9,
        without / 1e9);
    assertThat(cost()).isLessThan(without);
  }

  @Test
  void a_client_that_drops_the_block_would_pay_for_each_compaction_anew() {
    SimAgent agent = new SimAgent(SIM.address(), OPUS, Habit.DROPS, false, CompactionTest::fresh);
    assertThat(compactions(run(agent, 55))).isGreaterThan(5);
  }

  @ParameterizedTest
  @EnumSource(
      value = Habit.class,
      names = {"DROPS", "BREAKS"})
  void a_restart_in_the_middle_loses_nothing(Habit habit) {
    Remembered before = Remembered.open(folder, CLOCK);
    SimAgent agent = agent(habit, true, new Compaction(SHORT, true, before));
    List<Done> turns = new ArrayList<>(run(agent, 50));
    before.close();
    assertThat(compactions(turns)).isEqualTo(1);

    Remembered after = Remembered.open(folder, CLOCK);
    agent.through(() -> new Compaction(SHORT, true, after));
    turns = run(agent, 5);
    after.close();

    assertThat(compactions(turns)).isZero();
    assertThat(removed(turns.getFirst())).isGreaterThan(40_000);
  }

  /** Only what a new compaction block stands for may differ from what was sent before. */
  private static void keepsItsBytes(SimAgent agent) {
    for (int turn = 1; turn < agent.sent().size(); turn++) {
      String before = conversation(agent.sent().get(turn - 1));
      String now = conversation(agent.sent().get(turn));
      int common = common(before, now);
      assertThat(common == before.length() || now.lastIndexOf("\"compaction\"") > common)
          .as("turn %d", turn)
          .isTrue();
    }
  }

  private static String conversation(String body) {
    int end = body.indexOf("}],\"context_management\"");
    return body.substring(body.indexOf("\"messages\""), end < 0 ? body.length() - 2 : end + 1);
  }

  private static int common(String one, String other) {
    int at = 0;
    while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }

  @Test
  void arming_leaves_the_prompt_cache_alone() {
    SimAgent agent = agent(Habit.DROPS, false, fresh()).marking();
    List<Done> turns = run(agent, 35);
    int first = 0;
    while (removed(turns.get(first)) < 0) {
      first++;
    }
    assertThat(first).isBetween(15, 30);
    assertThat(turns.get(first).body()).doesNotContain("\"cache_read_input_tokens\":0,");
  }

  @Test
  void a_model_with_more_tokens_a_text_is_armed_earlier() {
    String body = talk(OPUS_5.id(), 20_000, "");
    assertThat(fresh().rewrite(draft(body, OPUS_5, NOBODY)).betas()).isNotEmpty();
    assertThat(fresh().rewrite(draft(body, OPUS, NOBODY)).betas()).isEmpty();
  }

  @Test
  void a_model_that_cannot_compact_is_left_alone() {
    Edit edit = fresh().rewrite(draft(talk(HAIKU.id(), 90_000, ""), HAIKU, NOBODY));
    assertThat(edit).isEqualTo(Edit.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"context_management\":{\"edits\":[]}",
        "\"context_management\":null",
        "\"thread\":{\"type\":\"create\"}",
        "\"compaction\":{\"type\":\"summarize\"}",
        "\"fallbacks\":\"default\"",
        "\"fallback_credit_token\":\"t\"",
        "\"max_tokens\":0"
      })
  void a_client_with_means_of_its_own_is_left_alone(String member) {
    String body = talk(OPUS.id(), 90_000, member + ",");
    assertThat(fresh().rewrite(draft(body, OPUS, NOBODY))).isEqualTo(Edit.NONE);
  }

  @Test
  void counting_tokens_and_short_talks_are_left_alone() {
    String body = talk(OPUS.id(), 90_000, "");
    Draft counting = draft(body, "/v1/messages/count_tokens", OPUS, NOBODY);
    assertThat(fresh().rewrite(counting)).isEqualTo(Edit.NONE);
    assertThat(fresh().rewrite(draft(talk(OPUS.id(), 2_000, ""), OPUS, NOBODY)))
        .isEqualTo(Edit.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "user-agent,Anthropic/JS 1.10.0,js,true",
    "user-agent,Anthropic/Python 2.11.0,python,true",
    "user-agent,anthropic-java/3.10.0,java,false",
    "user-agent,Anthropic/Go 1.5.0,go,false",
    "user-agent,ai-sdk/anthropic/3.0.9,,false",
    "user-agent,langchain-anthropic/1.0,python,false",
    "user-agent,claude-cli/2.1.328 (external),js,false",
    "user-agent,curl/8.5.0,,true"
  })
  void a_client_that_may_break_on_the_block_is_left_alone(
      String name, String agent, String language, boolean armed) {
    List<String> headers = new ArrayList<>(List.of(name, agent));
    if (language != null) {
      headers.addAll(List.of("x-stainless-lang", language));
    }
    Draft draft = draft(talk(OPUS.id(), 90_000, ""), OPUS, NOBODY, headers.toArray(String[]::new));
    assertThat(!fresh().rewrite(draft).betas().isEmpty()).isEqualTo(armed);

    headers.addAll(List.of("anthropic-beta", "a-1, " + Compaction.BETA));
    Draft asked = draft(talk(OPUS.id(), 90_000, ""), OPUS, NOBODY, headers.toArray(String[]::new));
    assertThat(fresh().rewrite(asked).betas()).containsExactly(Compaction.BETA);
  }

  @Test
  void bound_thinking_is_compacted_only_for_clients_that_asked() {
    String body = talk(BOUND.id(), 90_000, "");
    assertThat(fresh().rewrite(draft(body, BOUND, NOBODY))).isEqualTo(Edit.NONE);
    Draft asked = draft(body, BOUND, NOBODY, "anthropic-beta", Compaction.BETA);
    assertThat(fresh().rewrite(asked).splices().isEmpty()).isFalse();
  }

  @Test
  void instructions_and_trigger_are_sent_and_accepted() {
    CompactionConfig config =
        new CompactionConfig(null, 60_000, "Keep \"names\" {and} paths\\ \u00e9 \u0001");
    Compaction compaction = new Compaction(config, true, Remembered.inMemory(CLOCK));
    Draft draft = draft(talk(OPUS.id(), 70_000, ""), OPUS, NOBODY);
    byte[] body = compaction.rewrite(draft).splices().apply(draft.body().bytes());
    assertThat(new String(body, UTF_8))
        .endsWith(
            "],\"context_management\":{\"edits\":[{\"type\":\"compact_20260112\",\"trigger\":"
                + "{\"type\":\"input_tokens\",\"value\":60000},"
                + "\"instructions\":\"Keep \\\"names\\\" {and} paths\\\\ \u00e9 \\u0001\"}]}}");
    var reply = SimAgent.post(SIM.address(), "/v1/messages", body, Compaction.BETA);
    assertThat(reply.statusCode()).as(new String(reply.body(), UTF_8)).isEqualTo(200);
    assertThat(new String(reply.body(), UTF_8)).contains("\"compaction\"");
  }

  @Test
  void a_text_that_the_client_keeps_as_a_string_becomes_a_block() {
    Remembered remembered = Remembered.inMemory(CLOCK);
    Compaction compaction = new Compaction(SHORT, true, remembered);
    Edit first = compaction.rewrite(draft(talk(OPUS.id(), 60_000, ""), OPUS, NOBODY));
    var afterwards = java.util.Objects.requireNonNull(first.afterwards());
    afterwards.content(
        false,
        "{\"role\":\"assistant\",\"content\":[{\"type\":\"compaction\",\"content\":\"S\"}]}"
            .getBytes(UTF_8));

    String body = talk(OPUS.id(), 60_000, "");
    String next = body.substring(0, body.length() - 2);
    for (String text : List.of("\"hi\"", "[{\"type\":\"text\",\"text\":\"hi\"}]")) {
      Draft draft =
          draft(
              next
                  + ",{\"role\":\"assistant\",\"content\":"
                  + text
                  + "},{\"role\":\"user\",\"content\":\"go on\"}]}",
              OPUS,
              NOBODY);
      Edit edit = compaction.rewrite(draft);
      assertThat(new String(edit.splices().apply(draft.body().bytes()), UTF_8))
          .contains(
              ",{\"role\":\"assistant\",\"content\":[{\"type\":\"compaction\",\"content\":\"S\"},"
                  + "{\"type\":\"text\",\"text\":\"hi\"}]},{\"role\":\"user\"");
    }
  }

  @Test
  void another_tenant_or_model_gets_nothing() {
    Remembered remembered = Remembered.inMemory(CLOCK);
    SimAgent agent = agent(Habit.DROPS, false, new Compaction(SHORT, true, remembered));
    List<Done> turns = run(agent, 50);
    assertThat(removed(turns.getLast())).isPositive();
    String body =
        "{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"messages\":"
            + agent.messages().toString()
            + "}";
    Edit other = new Compaction(SHORT, true, remembered).rewrite(draft(body, OPUS_5, NOBODY));
    assertThat(other.claims()).containsExactly(new Claim.Removed("compaction", 0, false));
  }

  @Test
  void a_block_keeps_its_beta_when_compaction_is_switched_off() {
    SimAgent agent = agent(Habit.ECHOES, true, fresh());
    run(agent, 50);
    Compaction off = new Compaction(SHORT, false, Remembered.inMemory(CLOCK));
    agent.through(() -> off);

    Done done = agent.turn(10);
    Draft counting = draft(agent.sent().getLast(), "/v1/messages/count_tokens", OPUS, NOBODY);

    assertThat(off.rewrite(counting).betas()).containsExactly(Compaction.BETA);
    assertThat(done.edit().betas()).containsExactly(Compaction.BETA);
    assertThat(done.edit().splices().isEmpty()).isTrue();
    assertThat(done.status()).isEqualTo(200);
  }

  @Test
  void a_block_is_taken_out_for_a_model_that_does_not_know_it() {
    String block = "{\"type\":\"compaction\",\"content\":\"S\"}";
    String text = "{\"type\":\"text\",\"text\":\"hi\"}";
    assertThat(taken(block + "," + text)).isEqualTo(text);
    assertThat(taken(block + " , " + block + ", " + text)).isEqualTo(text);
    assertThat(taken(text + "," + block + "," + block)).isEqualTo(text);
    assertThat(taken(block + "," + text + "," + block)).isEqualTo(text);
    assertThat(taken(block)).isEqualTo(block);
  }

  private static String taken(String content) {
    String before = "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":[";
    Draft draft = draft(before + content + "]}]}", HAIKU, NOBODY);
    String body = new String(fresh().rewrite(draft).splices().apply(draft.body().bytes()), UTF_8);
    return body.substring(before.length(), body.length() - 4);
  }

  @Test
  void a_signed_block_means_that_the_client_compacts_by_itself() {
    String talk = talk(OPUS.id(), 90_000, "");
    String body =
        talk.replace(
            "\"messages\":[",
            "\"messages\":[{\"role\":\"assistant\",\"content\":"
                + "[{\"type\":\"compaction\",\"content\":\"S\",\"signature\":\"x\"}]},");
    assertThat(fresh().rewrite(draft(body, OPUS, NOBODY))).isEqualTo(Edit.NONE);
  }

  @Test
  void the_bill_shows_the_compaction_as_an_iteration() {
    run(agent(Habit.DROPS, true, fresh()), 50);
    JsonNode lines = SimAgent.bill(SIM.address()).path("lines");
    assertThat(lines.toString()).contains("compaction");
  }

  private static String talk(String model, int words, String members) {
    String most = members.contains("max_tokens") ? "" : "\"max_tokens\":100,";
    return "{\"model\":\""
        + model
        + "\","
        + most
        + members
        + "\"messages\":[{\"role\":\"user\",\"content\":\""
        + words(1, words)
        + "\"}]}";
  }
}
