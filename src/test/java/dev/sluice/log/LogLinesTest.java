package dev.sluice.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.log.LogConfig.Format;
import dev.sluice.log.LogConfig.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Log lines as they come out. */
@ResourceLock("log")
class LogLinesTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T09:39:33.100Z"));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Log log = Log.of("gateway");

  private void configure(Level level, Format format) {
    LogLines.configure(new LogConfig(level, format), CLOCK, out);
  }

  private String written() {
    LogLines.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  @AfterEach
  void back_to_standard_error() {
    LogLines.reset();
  }

  @Test
  void a_text_line_has_time_level_name_message_and_pairs() {
    configure(Level.INFO, Format.TEXT);

    log.info("ready", "address", "http://127.0.0.1:8088", "took", 12, "note", "a b", "empty", "");

    assertThat(written())
        .isEqualTo(
            "2026-11-21T09:39:33.100Z INFO  gateway: ready address=http://127.0.0.1:8088 took=12"
                + " note=\"a b\" empty=\"\"\n");
  }

  @Test
  void a_json_line_is_one_object() {
    configure(Level.INFO, Format.JSON);

    log.warn("odd", "status", 529, "ok", false, "text", "a\n\"b\"", "time", "mine");

    JsonNode line = JsonMapper.builder().build().readTree(written());
    assertThat(line.get("time").asString()).isEqualTo("2026-11-21T09:39:33.100Z");
    assertThat(line.get("level").asString()).isEqualTo("warn");
    assertThat(line.get("name").asString()).isEqualTo("gateway");
    assertThat(line.get("message").asString()).isEqualTo("odd");
    assertThat(line.get("status").asInt()).isEqualTo(529);
    assertThat(line.get("ok").asBoolean()).isFalse();
    assertThat(line.get("text").asString()).isEqualTo("a\n\"b\"");
    assertThat(line.get("time_").asString()).isEqualTo("mine");
  }

  @Test
  void lines_below_the_level_are_not_written() {
    configure(Level.WARN, Format.TEXT);

    log.debug("a");
    log.info("b");
    log.warn("c");
    log.error("d");

    assertThat(written()).doesNotContain("a\n").doesNotContain("b\n").contains("c\n", "d\n");
    assertThat(log.writes(Level.INFO)).isFalse();
    assertThat(log.writes(Level.ERROR)).isTrue();
  }

  @Test
  void debug_works_and_no_level_leaks_a_key() {
    String key = "sk-ant-api03-CanaryCanaryCanary0123456789";
    for (Format format : Format.values()) {
      configure(Level.DEBUG, format);

      log.debug("sent " + key, "header", "x-api-key: " + key, "apiKey", "hunter2");
      log.info("Bearer " + key, "url", "https://u:hunter2@example.com/?api_key=hunter2");
      log.error("failed", "error", new IllegalStateException("bad key " + key));
      Logger.getLogger("io.vertx.x").severe("refused " + key);

      assertThat(written()).contains("sent").doesNotContain(key).doesNotContain("hunter2");
      assertThat(written()).doesNotContain("CanaryCanary");
    }
  }

  @Test
  void no_value_can_forge_a_line_or_move_the_cursor() {
    configure(Level.INFO, Format.TEXT);

    log.info("a\nb", "k\u001b", "v\r\n2026 INFO forged: \u001b[2J\u202e\u0085", "x", "a=\"b\\c");

    assertThat(written().stripTrailing().chars())
        .noneMatch(c -> c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x202e);
  }

  @Test
  void a_throwable_prints_its_trace() {
    configure(Level.INFO, Format.TEXT);

    log.error("failed", "error", new IllegalStateException("no\nway"));

    assertThat(written()).contains("error=\"java.lang.IllegalStateException: no\\nway\"\n");
    assertThat(written()).contains("\n      at dev.sluice.log.LogLinesTest.");
  }

  @Test
  void a_value_that_cannot_be_printed_does_no_harm() {
    configure(Level.INFO, Format.TEXT);
    Object broken =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no");
          }
        };

    log.info("fine", "value", broken);

    assertThat(written()).contains("value=(unprintable)");
  }

  @Test
  void a_value_is_logged_as_it_was_when_it_was_logged() {
    configure(Level.INFO, Format.TEXT);
    StringBuilder changing = new StringBuilder("before");

    log.info("fine", "value", changing, "cost", 0.25, "level", Level.WARN, "nothing", null);
    changing.append(" and after");

    assertThat(written()).contains("value=before cost=0.25 level=WARN nothing=null\n");
  }

  @Test
  void warnings_of_libraries_come_here_and_their_chatter_does_not() {
    configure(Level.DEBUG, Format.TEXT);

    Logger.getLogger("org.sqlite").info("chatter");
    Logger.getLogger("org.sqlite").warning("look here");

    assertThat(written()).contains("WARN  org.sqlite: look here\n").doesNotContain("chatter");
  }

  @Test
  void lines_of_many_threads_stay_whole() throws InterruptedException {
    configure(Level.INFO, Format.TEXT);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 200; i++) {
                  log.info("line", "i", i);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(written().lines()).hasSize(1600).allMatch(line -> line.matches(".*line i=[0-9]+"));
  }

  @Test
  void a_stalled_stream_holds_up_nobody_and_lost_lines_are_counted() {
    CountDownLatch open = new CountDownLatch(1);
    OutputStream stalled =
        new OutputStream() {
          @Override
          public void write(int b) {
            out.write(b);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            try {
              open.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            out.write(bytes, from, length);
          }
        };
    LogLines.configure(new LogConfig(Level.INFO, Format.TEXT), CLOCK, stalled);

    for (int i = 0; i < 10_000; i++) {
      log.info("line");
    }
    open.countDown();

    assertThat(written()).contains(" log lines lost");
  }
}
