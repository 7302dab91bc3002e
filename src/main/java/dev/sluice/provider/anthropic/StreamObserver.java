package dev.sluice.provider.anthropic;

import dev.sluice.message.SseScanner;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Observes a streamed reply. Deltas, which are nearly all events, are counted and not parsed. */
final class StreamObserver implements ReplyObserver {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int DELTA_FRAME =
      "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':''}}".length();
  private static final byte[] FALLBACK = {'"', 'f', 'a', 'l', 'l', 'b', 'a', 'c', 'k', '"'};

  private final SseScanner scanner = new SseScanner(this::event);
  private final Kept kept;
  private final UsageTally tally = new UsageTally();

  private @Nullable String model;
  private @Nullable String stopReason;
  private @Nullable String errorType;
  private boolean started;
  private boolean substantial;
  private boolean failed;
  private boolean stopped;
  private boolean usageKnown;
  private long deltas;
  private long deltaBytes;

  StreamObserver(int contentLimit) {
    kept = new Kept(contentLimit);
  }

  @Override
  public void bytes(byte[] chunk, int from, int to) {
    kept.add(chunk, from, to);
    scanner.scan(chunk, from, to);
  }

  @Override
  public void end() {}

  private void event(String name, byte[] bytes, int from, int to) {
    switch (name) {
      case "content_block_delta" -> {
        substantial = true;
        deltas++;
        deltaBytes += Math.max(1, to - from - DELTA_FRAME);
      }
      case "ping" -> {}
      case "content_block_stop" -> substantial = true;
      case "content_block_start" -> {
        substantial = true;
        if (contains(bytes, from, to)) {
          fallback(parse(bytes, from, to).path("content_block"));
        }
      }
      case "message" -> unnamed(bytes, from, to);
      default -> rare(name, bytes, from, to);
    }
  }

  /** An event without a name, as some translating upstreams send: its data says what it is. */
  private void unnamed(byte[] bytes, int from, int to) {
    String type = UsageTally.text(parse(bytes, from, to), "type");
    if (type == null || type.equals("message")) {
      substantial = true;
    } else {
      event(type, bytes, from, to);
    }
  }

  private void rare(String name, byte[] bytes, int from, int to) {
    switch (name) {
      case "message_start" -> start(parse(bytes, from, to).path("message"));
      case "message_delta" -> {
        substantial = true;
        delta(parse(bytes, from, to));
      }
      case "message_stop" -> {
        substantial = true;
        stopped = true;
      }
      case "error" -> {
        failed = true;
        errorType = UsageTally.text(parse(bytes, from, to).path("error"), "type");
      }
      default -> substantial = true;
    }
  }

  private void start(JsonNode message) {
    started = true;
    String said = UsageTally.text(message, "model");
    model = said == null ? model : said;
    stopReason = UsageTally.text(message, "stop_reason");
    tally.overwrite(message.path("usage"));
  }

  private void delta(JsonNode event) {
    String reason = UsageTally.text(event.path("delta"), "stop_reason");
    stopReason = reason == null ? stopReason : reason;
    JsonNode usage = event.path("usage");
    if (usage.path("output_tokens").isIntegralNumber()) {
      usageKnown = true;
    }
    tally.overwrite(usage);
  }

  private void fallback(JsonNode block) {
    String to = UsageTally.text(block.path("to"), "model");
    if (to != null && "fallback".equals(UsageTally.text(block, "type"))) {
      model = to;
    }
  }

  private static JsonNode parse(byte[] bytes, int from, int to) {
    try {
      return JSON.readTree(bytes, from, to - from);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  private static boolean contains(byte[] bytes, int from, int to) {
    int last = to - FALLBACK.length;
    for (int at = from; at <= last; at++) {
      if (bytes[at] == 'f' && at > from && startsAt(bytes, at - 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(byte[] bytes, int at) {
    for (int i = 0; i < FALLBACK.length; i++) {
      if (bytes[at + i] != FALLBACK[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean substantial() {
    return substantial || scanner.skipped() > 0;
  }

  @Override
  public boolean failed() {
    return failed;
  }

  @Override
  public boolean complete() {
    return stopped && !failed;
  }

  @Override
  public boolean betweenEvents() {
    return scanner.betweenEvents();
  }

  @Override
  public ReplyFacts facts() {
    boolean cut = !usageKnown && (started || deltas > 0);
    return new ReplyFacts(
        model,
        stopReason,
        errorType,
        cut ? tally.estimated((deltaBytes + 3) / 4) : tally.usage(),
        usageKnown);
  }

  @Override
  public byte @Nullable [] content() {
    return kept.copy();
  }
}
