package dev.sluice.rewrite.compress;

import static dev.sluice.rewrite.LongTalk.model;
import static dev.sluice.rewrite.LongTalk.words;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.exchange.ModelClient;
import dev.sluice.exchange.ModelClient.Answer;
import dev.sluice.message.Usage;
import dev.sluice.models.ModelFacts;
import dev.sluice.price.Cost;
import dev.sluice.rewrite.memory.Remembered;
import dev.sluice.rewrite.reduce.ReduceConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Compressors that begin early, chats for them, and a small model that says what it is told to. */
final class Kit {
  static final JsonMapper JSON = new JsonMapper();
  static final InstantSource CLOCK = InstantSource.system();
  static final ReduceConfig.Compress EARLY =
      new ReduceConfig.Compress(null, "claude-haiku-4-5", 10_000, 4, Duration.ofSeconds(30));
  static final ModelFacts SONNET = model("claude-sonnet-4-5", false, false, 1.0);
  static final String FACTS = "Goal\n- mend the parser\nDecisions\n- none";

  /** What the small model was asked. */
  final List<String> asked = new ArrayList<>();

  /** A dollar for a million tokens of the small model, three for the large one, a tenth if read. */
  static Cost price(String model, Usage usage) {
    long each = model.contains("haiku") ? 1_000 : 3_000;
    return new Cost.Priced(
        each * usage.input()
            + each * usage.cacheWrite5m() * 5 / 4
            + each * usage.cacheRead() / 10
            + each * usage.output() * 5);
  }

  static Usage usage(long input, long output) {
    return new Usage(
        input, 0, 0, 0, output, 0, Usage.ServerTools.NONE, Usage.Tariff.STANDARD, List.of(), false);
  }

  static ContextCompressor core() {
    return new ContextCompressor(EARLY, Remembered.inMemory(CLOCK), Kit::price, CLOCK);
  }

  static Compressor compressor(Remembered remembered, ExecutorService threads) {
    return new Compressor(EARLY, remembered, Kit::price, draft -> 0, CLOCK, threads);
  }

  ModelClient says(String text) {
    return ask -> {
      asked.add(new String(ask.body(), UTF_8));
      return new Answer(EARLY.model(), text, usage(20_000, 40));
    };
  }

  /** So many turns of a chat, each with so many words from the user. */
  static ArrayNode chat(int turns, int words) {
    ArrayNode messages = JSON.createArrayNode();
    for (int turn = 0; turn < turns; turn++) {
      messages
          .addObject()
          .put("role", "user")
          .put("content", "Question " + turn + ": " + words(turn, words));
      if (turn < turns - 1) {
        messages.addObject().put("role", "assistant").put("content", "Answer " + turn);
      }
    }
    return messages;
  }

  /** A request with this chat and perhaps another member. */
  static String body(ArrayNode chat, String member) {
    return "{\"model\":\"claude-sonnet-4-5\","
        + member
        + "\"messages\":"
        + JSON.writeValueAsString(chat)
        + "}";
  }

  static JsonNode compressed(ContextCompressor core, JsonNode messages, ModelClient client) {
    byte[] bytes = JSON.writeValueAsBytes(messages);
    return JSON.readTree(core.compress("alice", SONNET.id(), bytes, client).messages());
  }
}
