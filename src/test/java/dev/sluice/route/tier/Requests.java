package dev.sluice.route.tier;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.HeaderLines;
import dev.sluice.exchange.ModelClient;
import dev.sluice.exchange.ModelClient.AskFailed;
import dev.sluice.history.Prefix;
import dev.sluice.history.Prefix.Block;
import dev.sluice.history.Prefix.Part;
import dev.sluice.history.Turn;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.TokenEstimate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Requests of a client, one after the other in a conversation; turns are made as the gateway's are.
 */
final class Requests {
  /** When the first request comes. */
  static final Instant START = Instant.parse("2026-11-20T09:00:00Z");

  /** Nobody to ask. */
  static final ModelClient NOBODY =
      ask -> {
        throw new AskFailed("nobody is there");
      };

  private Requests() {}

  /** A JSON string of a text. */
  static String json(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /**
   * One user's message to a model, with members before {@code messages}, such as {@code "a":1,}.
   */
  static String ask(String model, String members, String text) {
    return body(model, members, "{\"role\":\"user\",\"content\":" + json(text) + "}");
  }

  /** A whole body of these messages. */
  static String body(String model, String members, String... messages) {
    return "{\"model\":\""
        + model
        + "\","
        + (members.contains("max_tokens") ? "" : "\"max_tokens\":1000,")
        + members
        + "\"messages\":["
        + String.join(",", messages)
        + "]}";
  }

  /** A call with this body. */
  static Call call(String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Call(
        "x1", "POST", "/v1/messages", "", new HeaderLines(List.of(headers)), Body.indexed(bytes));
  }

  /** A request without a history. */
  static Request request(Call call, ModelClient client) {
    Index index = Objects.requireNonNull(call.body().index());
    return new Request(call, index, null, "tenant", String.valueOf(index.model()), 0, client);
  }

  /** The same with a turn of its own, after these requests of the same session. */
  static Request turn(Call call, Instant at, @Nullable Request before) {
    Index index = Objects.requireNonNull(call.body().index());
    String model = String.valueOf(index.model());
    Prefix prefix = prefix(call.body().bytes(), index);
    Turn last = before == null ? null : before.turn();
    Turn.Past past =
        last == null
            ? null
            : new Turn.Past(last.at(), last.model(), last.prefix(), shared(last.prefix(), prefix));
    Turn turn =
        new Turn("tenant", "session", model, at, prefix, past, null, List.of(), Turn.Sent.NEVER);
    return new Request(call, index, turn, "tenant", model, 0, NOBODY);
  }

  private static Prefix prefix(byte[] bytes, Index index) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < index.tools().size(); i++) {
      blocks.add(block(bytes, index.tools().get(i).span(), Part.TOOL, i, blocks));
    }
    int toolsEnd = blocks.size();
    var system = index.members().get("system");
    if (system != null) {
      blocks.add(block(bytes, system, Part.SYSTEM, 0, blocks));
    }
    int systemEnd = blocks.size();
    for (int i = 0; i < index.messages().size(); i++) {
      blocks.add(block(bytes, index.messages().get(i).span(), Part.MESSAGE, i, blocks));
    }
    return new Prefix(blocks, toolsEnd, systemEnd, 0);
  }

  private static Block block(
      byte[] bytes, dev.sluice.message.Span span, Part part, int at, List<Block> before) {
    long own = new String(bytes, span.from(), span.length(), StandardCharsets.UTF_8).hashCode();
    long upTo = before.isEmpty() ? own : before.getLast().upTo() * 31 + own;
    int tokens = TokenEstimate.of(bytes, span) + (before.isEmpty() ? 0 : before.getLast().tokens());
    return new Block(part, at, 0, own, upTo, tokens);
  }

  private static int shared(Prefix one, Prefix other) {
    int same = 0;
    while (same < Math.min(one.blocks().size(), other.blocks().size())
        && one.blocks().get(same).own() == other.blocks().get(same).own()) {
      same++;
    }
    return same;
  }
}
