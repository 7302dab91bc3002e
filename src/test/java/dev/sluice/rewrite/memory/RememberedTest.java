package dev.sluice.rewrite.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered, and by which hashes. */
class RememberedTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-01T10:00:00Z"));

  @TempDir private Path folder = Path.of(".");

  private static byte[] key(int number) {
    byte[] key = new byte[32];
    key[0] = (byte) number;
    key[31] = (byte) (number >> 8);
    return key;
  }

  @Test
  void it_outlives_the_process_and_the_first_value_stays() {
    try (Remembered first = Remembered.open(folder, CLOCK)) {
      first.keep("a", key(1), new byte[] {1});
      assertThat(first.keep("a", key(1), new byte[] {2})).containsExactly(1);
      first.keep("b", key(1), new byte[] {3});
    }
    try (Remembered second = Remembered.open(folder, CLOCK)) {
      assertThat(second.find("a", key(1))).containsExactly(1);
      assertThat(second.find("b", key(1))).containsExactly(3);
      assertThat(second.find("b", key(2))).isNull();
    }
  }

  @Test
  void the_least_recently_used_go_first_also_from_the_file() {
    try (Remembered small = Remembered.open(folder, CLOCK, 10_000)) {
      for (int i = 0; i < 50; i++) {
        small.keep("a", key(i), new byte[800]);
        small.find("a", key(0));
      }
      assertThat(small.find("a", key(0))).isNotNull();
      assertThat(small.find("a", key(1))).isNull();
      assertThat(small.find("a", key(49))).isNotNull();
    }
    try (Remembered again = Remembered.open(folder, CLOCK, 1 << 20)) {
      assertThat(again.find("a", key(1))).isNull();
      assertThat(again.find("a", key(49))).isNotNull();
    }
  }

  @Test
  void a_file_that_is_no_database_is_put_aside() throws IOException {
    Files.writeString(folder.resolve("rewrites.db"), "nothing of the kind".repeat(100));
    try (Remembered anew = Remembered.open(folder, CLOCK)) {
      anew.keep("a", key(1), new byte[] {1});
    }
    assertThat(folder.resolve("rewrites.db.broken")).exists();
    try (Remembered again = Remembered.open(folder, CLOCK)) {
      assertThat(again.find("a", key(1))).containsExactly(1);
    }
  }

  @Test
  void without_a_usable_file_it_is_in_memory() throws IOException {
    Files.createDirectory(folder.resolve("rewrites.db"));
    try (Remembered inMemory = Remembered.open(folder, CLOCK)) {
      inMemory.keep("a", key(1), new byte[] {1});
      assertThat(inMemory.find("a", key(1))).containsExactly(1);
    }
  }

  @Test
  void nothing_is_lost_or_thrown_after_the_end() {
    Remembered closed = Remembered.open(folder, CLOCK);
    closed.close();
    closed.keep("a", key(1), new byte[] {1});
    assertThat(closed.find("a", key(1))).containsExactly(1);
    closed.close();
  }

  private static byte[] link(String messages) {
    Body body = Body.indexed(("{\"messages\":[" + messages + "]}").getBytes(UTF_8));
    Index index = Objects.requireNonNull(body.index());
    Chain chain = Chain.of(body, index, List.of("alice"));
    return chain.upTo(chain.messages());
  }

  @Test
  void markers_forms_of_text_and_compaction_blocks_do_not_count() {
    String block = "{\"type\":\"text\",\"text\":\"hi\"}";
    byte[] plain = link("{\"role\":\"user\",\"content\":\"hi\"}");
    for (String content :
        List.of(
            block,
            "{\"type\": \"text\", \"text\": \"hi\"}",
            "{ \"type\" : \"text\" ,\n \"text\":  \"hi\", \"cache_control\": {\"type\":\"ephemeral\"}}",
            "{\"type\":\"text\",\"text\":\"hi\",\"cache_control\":{\"type\":\"ephemeral\"}}",
            "{\"type\":\"text\" , \"cache_control\":{\"type\":\"ephemeral\"},\"text\":\"hi\"}",
            "{\"cache_control\":{\"type\":\"ephemeral\"},\"type\":\"text\",\"text\":\"hi\"}",
            "{\"type\":\"compaction\",\"content\":null}," + block)) {
      assertThat(link("{\"role\":\"user\",\"content\":[" + content + "]}"))
          .as(content)
          .isEqualTo(plain);
    }
  }

  @Test
  void everything_else_counts() {
    byte[] plain = link("{\"role\":\"user\",\"content\":\"hi\"}");
    for (String other :
        List.of(
            "{\"role\":\"assistant\",\"content\":\"hi\"}",
            "{\"role\":\"user\",\"content\":\"hi \"}",
            "{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"user\",\"content\":\"hi\"}",
            "{\"role\":\"user\",\"content\":[]}",
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"h\"},"
                + "{\"type\":\"text\",\"text\":\"i\"}]}")) {
      assertThat(link(other)).as(other).isNotEqualTo(plain);
    }
  }
}
