package dev.sluice.history;

import static java.util.Objects.requireNonNull;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.HeaderLines;
import dev.sluice.message.Body;
import dev.sluice.message.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Histories with a clock that the test moves and requests made of pieces. */
final class HistoryRig {
  static final String TOOLS =
      "[{\"name\":\"read_file\",\"description\":\"Reads a file\",\"input_schema\":{}},"
          + "{\"name\":\"bash\",\"description\":\"Runs a command\",\"input_schema\":{}},"
          + "{\"name\":\"edit\",\"description\":\"Edits a file\",\"input_schema\":{}}]";
  static final String SYSTEM =
      "You are a careful assistant that reads the whole question before it answers and says so"
          + " when it does not know. It is %s now. Be short and friendly to everybody.";

  final Histories histories;
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");

  HistoryRig() {
    this(MemoryLimits.USUAL);
  }

  HistoryRig(MemoryLimits limits) {
    InstantSource clock = () -> now;
    histories = new Histories(clock, new SplittableRandom(7), limits);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Turn turn(Sender sender, String body) {
    Call call = call(body);
    Caller caller = new Caller(sender.tenant, null);
    return requireNonNull(histories.turn(call, caller, sender.session, sender.model));
  }

  static Call call(String body) {
    Body indexed = Body.indexed(body.getBytes(StandardCharsets.UTF_8));
    return new Call("x", "POST", "/v1/messages", "", HeaderLines.NONE, indexed);
  }

  Turn send(Sender sender, String body) {
    Turn turn = turn(sender, body);
    histories.sent(turn);
    return turn;
  }

  Turn send(String body) {
    return send(Sender.ANYBODY, body);
  }

  /** Sends, and has it answered. */
  Answered ask(Sender sender, String body, Usage usage) {
    Turn turn = send(sender, body);
    return new Answered(turn, histories.replied(turn, usage));
  }

  Answered ask(String body, Usage usage) {
    return ask(Sender.ANYBODY, body, usage);
  }

  static Usage usage(long input, long write5m, long write1h, long read) {
    return new Usage(
        input,
        write5m,
        write1h,
        read,
        10,
        0,
        Usage.ServerTools.NONE,
        Usage.Tariff.STANDARD,
        List.of(),
        false);
  }

  /** A request with tools and a system prompt; messages alternate from the user on. */
  static String body(String system, String... messages) {
    return whole(TOOLS, quoted(system), messages);
  }

  static String whole(String tools, String system, String... messages) {
    return "{\"model\":\"m\",\"tools\":" + tools + ",\"system\":" + system + "," + rest(messages);
  }

  /** A request with messages alone. */
  static String chat(String... messages) {
    return "{\"model\":\"m\"," + rest(messages);
  }

  private static String rest(String... messages) {
    StringBuilder json = new StringBuilder("\"messages\":[");
    for (int i = 0; i < messages.length; i++) {
      String content = messages[i].startsWith("[") ? messages[i] : quoted(messages[i]);
      json.append(i == 0 ? "" : ",")
          .append(i % 2 == 0 ? "{\"role\":\"user\"" : "{\"role\":\"assistant\"")
          .append(",\"content\":")
          .append(content)
          .append('}');
    }
    return json.append("]}").toString();
  }

  static String quoted(String text) {
    return "\"" + text + "\"";
  }

  static String block(String text) {
    return "{\"type\":\"text\",\"text\":\"" + text + "\"}";
  }

  /** Some hundred words, different for each number. */
  static String prose(int number, int words) {
    SplittableRandom random = new SplittableRandom(number);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ").append(Integer.toString(random.nextInt(36, 46_656), 36));
    }
    return text.toString();
  }

  /** Who sends what to which model. */
  record Sender(String tenant, String session, String model) {
    static final Sender ANYBODY = new Sender("key:a", "", "claude-sonnet-5");

    Sender named(String name) {
      return new Sender(tenant, name, model);
    }

    Sender to(String other) {
      return new Sender(tenant, session, other);
    }

    Sender of(String other) {
      return new Sender(other, session, model);
    }
  }

  /** A turn and what it lost. */
  record Answered(Turn turn, @Nullable CacheBreak lost) {
    CacheBreak broken() {
      return requireNonNull(lost);
    }
  }
}
