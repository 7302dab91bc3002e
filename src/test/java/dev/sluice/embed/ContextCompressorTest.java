package dev.sluice.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embed.ContextCompressor.Compressed;
import dev.sluice.embed.ContextCompressor.Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The context compressor of a program; the simulated provider plays the small model. */
class ContextCompressorTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String MODEL = "claude-sonnet-4-5";
  private static final String FACTS = "Goal\n- mend the parser";
  private static final Settings EARLY = Settings.DEFAULT.withTrigger(10_000);
  private static final SimModel SIM = new SimModel();

  @TempDir private Path folder = Path.of(".");

  @AfterAll
  static void stop() {
    SIM.close();
  }

  @BeforeEach
  void script() throws Exception {
    SIM.reset();
    SIM.says("<conversation", FACTS);
  }

  private static String chat(int turns) {
    ArrayNode messages = JSON.createArrayNode();
    for (int turn = 0; turn < turns; turn++) {
      String text = "Question " + turn + ": " + "what do the words say? ".repeat(200);
      messages.addObject().put("role", "user").put("content", text);
      if (turn < turns - 1) {
        messages.addObject().put("role", "assistant").put("content", "Answer " + turn);
      }
    }
    return messages.toString();
  }

  @Test
  void old_turns_become_facts_that_cost_what_the_provider_bills() throws Exception {
    try (ContextCompressor compressor = ContextCompressor.inMemory(EARLY)) {
      String messages = chat(20);

      Compressed done = compressor.compress(messages, MODEL, SIM);

      JsonNode shorter = JSON.readTree(done.messages());
      JsonNode before = JSON.readTree(messages);
      assertThat(shorter.toString().contains("mend the parser")).isTrue();
      assertThat(shorter.size()).isLessThan(before.size());
      assertThat(shorter.get(shorter.size() - 1)).isEqualTo(before.get(before.size() - 1));
      assertThat(done.removed()).isPositive();
      assertThat(done.calls()).isOne();
      assertThat(done.spent()).isEqualByComparingTo(BigDecimal.valueOf(SIM.bill(), 9));
    }
  }

  @Test
  void the_same_conversation_is_compressed_to_the_same_bytes_at_no_further_cost() throws Exception {
    Compressed first;
    try (ContextCompressor compressor = ContextCompressor.open(folder, EARLY)) {
      first = compressor.compress(chat(20), MODEL, SIM);
    }
    try (ContextCompressor compressor = ContextCompressor.open(folder, EARLY)) {
      Compressed second = compressor.compress(chat(20), MODEL, SIM);

      assertThat(second.messages()).isEqualTo(first.messages());
      assertThat(second.calls()).isZero();
      assertThat(SIM.asked()).hasSize(1);
    }
  }

  @Test
  void a_short_conversation_and_one_that_cannot_be_compressed_stay_as_they_are() {
    Model broken =
        request -> {
          throw new IOException("no network");
        };
    try (ContextCompressor compressor = ContextCompressor.inMemory(EARLY)) {
      for (String messages : new String[] {chat(2), chat(20), "[]", "no messages"}) {
        Compressed done = compressor.compress(messages, MODEL, broken);

        assertThat(done.messages()).isSameAs(messages);
        assertThat(done.removed()).isZero();
      }
      assertThat(compressor.compress(chat(20), "a-model-without-price", SIM).calls()).isZero();
    }
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> Settings.DEFAULT.withTrigger(1))
        .hasMessage("trigger: 1 (expected: 10000 or more)");
  }
}
