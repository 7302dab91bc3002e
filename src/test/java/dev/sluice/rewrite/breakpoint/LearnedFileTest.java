package dev.sluice.rewrite.breakpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.log.LogConfig;
import dev.sluice.log.LogLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is learned outlives the process, and nothing depends on that. */
final class LearnedFileTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Program SCRIPT = new Program("tenant", "script", "claude-sonnet-5-5");
  private static final String MODEL = "claude-sonnet-5-5";

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("prompt-cache.txt");
  }

  private static Learned something() {
    Learned learned = new Learned();
    Lessons lessons = learned.of(SCRIPT);
    Odds first = lessons.odds(true, Kind.FIRST);
    first.sent(1, NOON.plusSeconds(300));
    first.tried();
    Odds going = lessons.odds(false, Kind.GOING);
    going.sent(2, NOON.plusSeconds(300));
    going.again(2);
    lessons.purse.sent(12_000);
    lessons.purse.pay(3_000, true);
    lessons.purse.save(123.5);
    learned.trust("tenant", MODEL).saw(false, NOON);
    return learned;
  }

  @AfterEach
  void no_log() {
    LogLines.reset();
  }

  @Test
  void what_is_read_is_what_was_written() {
    String text = something().text(NOON);

    Learned again = LearnedText.read(text.lines().toList());

    assertThat(again.text(NOON)).isEqualTo(text);
    assertThat(again.of(SCRIPT).odds(true, Kind.FIRST).failed()).isTrue();
    assertThat(again.of(SCRIPT).odds(false, Kind.GOING).proven()).isTrue();
    assertThat(again.of(SCRIPT).purse.state()).isEqualTo(new Purse.State(12_000, 123.5, 3_000, 1));
    assertThat(again.mayTry(SCRIPT, 3_000)).isFalse();
    assertThat(again.trust("tenant", MODEL).share(NOON))
        .isEqualTo(something().trust("tenant", MODEL).share(NOON));
  }

  @Test
  void a_trial_whose_end_was_not_seen_counts_as_made() {
    Learned learned = new Learned();
    Odds odds = learned.of(SCRIPT).odds(true, Kind.FIRST);
    odds.sent(1, NOON.plusSeconds(300));
    odds.tried();

    Learned later = LearnedText.read(learned.text(NOON).lines().toList());

    assertThat(later.of(SCRIPT).odds(true, Kind.FIRST).belief(Kind.FIRST, NOON))
        .isEqualTo(Belief.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\tb", "new\nline", "ünï/cödé %20+", "trust", "\u0000"})
  void any_name_can_be_kept(String name) {
    Learned learned = new Learned();
    Program program = new Program(name, name, name);
    learned.of(program).purse.save(7);

    Learned again = LearnedText.read(learned.text(NOON).lines().toList());

    assertThat(again.of(program).purse.state().gained()).isEqualTo(7);
  }

  @Test
  void it_is_in_the_folder_when_the_gateway_has_ended() throws IOException {
    try (LearnedFile kept = LearnedFile.open(folder)) {
      kept.changed(() -> something().text(NOON));
    }

    assertThat(Files.readString(file())).isEqualTo(something().text(NOON));
    assertThat(LearnedFile.open(folder).learned().text(NOON)).isEqualTo(something().text(NOON));
  }

  @Test
  @Timeout(20)
  void it_is_there_without_an_end_too() {
    LearnedFile kept = LearnedFile.open(folder);

    kept.changed(() -> something().text(NOON));

    while (!Files.exists(file())) {
      Thread.onSpinWait();
    }
    assertThat(LearnedFile.open(folder).learned().text(NOON)).isEqualTo(something().text(NOON));
    kept.close();
  }

  @Test
  void many_changes_are_few_writes() {
    AtomicInteger writes = new AtomicInteger();
    try (LearnedFile kept = LearnedFile.open(folder)) {
      for (int i = 0; i < 1_000; i++) {
        kept.changed(() -> "write " + writes.incrementAndGet());
      }
    }

    assertThat(writes.get()).isBetween(1, 50);
    assertThat(file()).hasContent("write " + writes.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no such thing",
        "sluice prompt cache 2\n",
        "sluice prompt cache 1\nprogram\tx",
        "sluice prompt cache 1\nprogram\tt\ta\tm\t1\t2\tthree\t4",
        "sluice prompt cache 1\nprogram\tt\ta\tm\t1\t2\tNaN\t4",
        "sluice prompt cache 1\nprogram\tt\t%zz\tm\t1\t2\t3\t4",
        "sluice prompt cache 1\nprogram\tt\ta\tm\t1\t2\t3\t4\tNEVER:true:1:1:true",
        "sluice prompt cache 1\ntrust\tt\tm\t1\t1\tnow",
      })
  void a_file_that_makes_no_sense_is_begun_anew(String content) throws IOException {
    Files.writeString(file(), content);

    try (LearnedFile kept = LearnedFile.open(folder)) {
      assertThat(kept.learned().text(NOON)).isEqualTo(new Learned().text(NOON));
      kept.changed(() -> something().text(NOON));
    }

    assertThat(file()).hasContent(something().text(NOON));
  }

  @Test
  void bytes_that_are_no_text_are_begun_anew() throws IOException {
    Files.write(file(), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});

    assertThat(LearnedFile.open(folder).learned().text(NOON)).isEqualTo(new Learned().text(NOON));
  }

  @Test
  void without_a_folder_that_can_be_written_it_works_from_memory() throws IOException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    LogLines.configure(LogConfig.DEFAULT, () -> NOON, log);
    Path none = Files.writeString(folder.resolve("file"), "");
    LearnedFile kept = LearnedFile.open(none);
    Rig rig = new Rig(MODEL, PromptCacheConfig.DEFAULT, kept);
    Talk talk = new Talk(MODEL).system(Talk.words(1_500, 1)).tools(6).user("Go.");
    for (int turn = 0; turn < 5; turn++) {
      rig.after(Duration.ofSeconds(3)).through(talk.body());
      talk.uses(1, 100);
    }

    kept.close();
    LogLines.flush();
    assertThat(rig.last.read()).isPositive();
    assertThat(log.toString(UTF_8)).containsOnlyOnce("prompt-cache breakpoints");
    assertThat(none).hasContent("");
  }

  @Test
  void the_programs_that_were_not_seen_for_longest_are_forgotten() {
    Learned learned = new Learned();
    for (int i = 0; i < 2 * Learned.PROGRAMS; i++) {
      learned.of(new Program("t", "agent" + i, MODEL)).purse.save(1);
    }

    List<String> lines = learned.text(NOON).lines().toList();

    assertThat(lines).hasSize(1 + Learned.PROGRAMS);
    assertThat(lines.getLast()).contains("agent" + (2 * Learned.PROGRAMS - 1));
  }

  @Test
  void the_file_is_for_its_owner_alone() throws IOException {
    try (LearnedFile kept = LearnedFile.open(folder)) {
      kept.changed(() -> "text");
    }

    assertThat(
            java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }
}
