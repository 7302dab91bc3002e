package dev.sluice.cache.semantic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.cache.Form;
import dev.sluice.cache.StoredReply;
import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.HeaderLines;
import dev.sluice.message.Body;
import dev.sluice.message.Usage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A request as a test writes it.
 *
 * @param headers names and values in turn
 * @param members of the body beside the messages, each followed by a comma
 * @param messages the value of {@code messages}
 */
record Asking(String tenant, List<String> headers, String members, String messages) {
  private static final AtomicLong IDS = new AtomicLong();

  /** One question to the desk. */
  static Asking of(String text) {
    return new Asking(
        "alice",
        List.of("anthropic-version", "2023-06-01"),
        "\"model\":\"claude-haiku-4-5\",\"max_tokens\":300,\"system\":\"You are a support desk.\",",
        "[{\"role\":\"user\",\"content\":" + quoted(text) + "}]");
  }

  Asking tenant(String other) {
    return new Asking(other, headers, members, messages);
  }

  Asking headers(String... lines) {
    return new Asking(tenant, List.of(lines), members, messages);
  }

  Asking and(String member) {
    return new Asking(tenant, headers, members + member + ",", messages);
  }

  Asking instead(String member, String other) {
    return new Asking(tenant, headers, members.replace(member, other), messages);
  }

  Asking messages(String other) {
    return new Asking(tenant, headers, members, other);
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  Call call() {
    String body = "{" + members + "\"messages\":" + messages + "}";
    return new Call(
        "x" + IDS.incrementAndGet(),
        "POST",
        "/v1/messages",
        "",
        new HeaderLines(headers),
        Body.indexed(body.getBytes(UTF_8)));
  }

  Caller caller() {
    return new Caller(tenant, null);
  }

  /** A complete reply that says this. */
  static StoredReply reply(String text, Instant at) {
    String json =
        "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-haiku-4-5\","
            + "\"content\":[{\"type\":\"text\",\"text\":"
            + quoted(text)
            + "}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
            + "\"usage\":{\"input_tokens\":20,\"output_tokens\":30}}";
    return new StoredReply(
        Form.JSON,
        json.getBytes(UTF_8),
        "claude-haiku-4-5",
        "end_turn",
        new Usage(
            20, 0, 0, 0, 30, 0, Usage.ServerTools.NONE, Usage.Tariff.STANDARD, List.of(), false),
        at,
        "anthropic");
  }
}
