package dev.sluice.message;

import dev.sluice.message.Replay.NotConvertible;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accumulates one stream to its message by spec anthropic-api sections 4 and 4.1. Used once. */
final class MessageFromStream {
  private static final int LARGEST_EVENT = 64 << 20;

  private @Nullable Map<String, byte[]> message;
  private Map<String, byte[]> usage = new LinkedHashMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private boolean stopped;

  byte[] message(byte[] stream) {
    SseScanner scanner = new SseScanner(this::event, LARGEST_EVENT);
    scanner.scan(stream, 0, stream.length);
    Map<String, byte[]> whole = message;
    if (whole == null || !stopped || scanner.skipped() > 0) {
      throw new NotConvertible("the stream is not complete");
    }
    List<byte[]> content = new ArrayList<>();
    for (Block block : blocks) {
      content.add(RawJson.object(block.whole()));
    }
    whole.put("content", RawJson.array(content));
    whole.put("usage", RawJson.object(usage));
    return RawJson.object(whole);
  }

  private void event(String name, byte[] bytes, int from, int to) {
    if (stopped) {
      return;
    }
    Map<String, byte[]> event = RawJson.members(Arrays.copyOfRange(bytes, from, to));
    switch (String.valueOf(RawJson.text(event.get("type")))) {
      case "message_start" -> start(event);
      case "content_block_start" -> blockStart(event);
      case "content_block_delta" -> block(event).delta(object(event, "delta"));
      case "message_delta" -> delta(event);
      case "message_stop" -> stopped = true;
      case "error" -> throw new NotConvertible("the stream has failed");
      default -> {}
    }
  }

  private void start(Map<String, byte[]> event) {
    if (message != null) {
      throw new NotConvertible("two starts");
    }
    message = object(event, "message");
    byte[] said = RawJson.object(message, "usage");
    usage = said == null ? usage : RawJson.members(said);
  }

  private void blockStart(Map<String, byte[]> event) {
    if (message == null || index(event) != blocks.size()) {
      throw new NotConvertible("a block out of order");
    }
    Map<String, byte[]> block = object(event, "content_block");
    blocks.add(new Block(block));
    byte[] to = RawJson.object(block, "to");
    if (to != null && "fallback".equals(RawJson.text(block.get("type")))) {
      byte[] model = RawJson.members(to).get("model");
      if (model != null) {
        message.put("model", model);
      }
    }
  }

  private Block block(Map<String, byte[]> event) {
    int index = index(event);
    if (index < 0 || index >= blocks.size()) {
      throw new NotConvertible("a delta without its block");
    }
    return blocks.get(index);
  }

  private static int index(Map<String, byte[]> event) {
    byte[] index = event.get("index");
    try {
      return index == null ? -1 : Integer.parseInt(new String(index, StandardCharsets.UTF_8));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void delta(Map<String, byte[]> event) {
    Map<String, byte[]> whole = message;
    if (whole == null) {
      throw new NotConvertible("an end without a start");
    }
    event.forEach((name, value) -> {
      switch (name) {
        case "type" -> {}
        case "delta" -> whole.putAll(object(event, "delta"));
        case "usage" -> overwriteUsage(value);
        default -> whole.put(name, value);
      }
    });
  }

  private void overwriteUsage(byte[] value) {
    if (value[0] != '{') {
      return;
    }
    RawJson.members(value)
        .forEach((name, count) -> {
          if (RawJson.isNull(count)) {
            usage.putIfAbsent(name, count);
          } else {
            usage.put(name, count);
          }
        });
  }

  private static Map<String, byte[]> object(Map<String, byte[]> parent, String name) {
    byte[] value = RawJson.object(parent, name);
    if (value == null) {
      throw new NotConvertible("no " + name);
    }
    return RawJson.members(value);
  }

  /** One block as it grows. Strings are joined in the escapes in which they came. */
  private static final class Block {
    private final Map<String, byte[]> members;
    private final Map<String, ByteArrayOutputStream> strings = new LinkedHashMap<>();
    private final List<byte[]> citations = new ArrayList<>();
    private @Nullable StringBuilder input;

    Block(Map<String, byte[]> members) {
      this.members = members;
    }

    void delta(Map<String, byte[]> delta) {
      switch (String.valueOf(RawJson.text(delta.get("type")))) {
        case "text_delta" -> join("text", delta);
        case "thinking_delta" -> join("thinking", delta);
        case "signature_delta" -> replace(delta);
        case "compaction_delta" -> replace(delta);
        case "input_json_delta" -> input(delta);
        case "citations_delta" -> citation(delta);
        default -> throw new NotConvertible("a kind of delta that is not known");
      }
    }

    private void join(String name, Map<String, byte[]> delta) {
      byte[] piece = RawJson.string(delta, name);
      if (piece != null) {
        ByteArrayOutputStream whole = strings.computeIfAbsent(name, this::begun);
        whole.write(piece, 1, piece.length - 2);
      }
    }

    private ByteArrayOutputStream begun(String name) {
      ByteArrayOutputStream begun = new ByteArrayOutputStream();
      byte[] start = RawJson.string(members, name);
      if (start != null) {
        begun.write(start, 1, start.length - 2);
      }
      return begun;
    }

    private void replace(Map<String, byte[]> delta) {
      delta.remove("type");
      members.putAll(delta);
    }

    private void input(Map<String, byte[]> delta) {
      String piece = RawJson.text(delta.get("partial_json"));
      StringBuilder whole = input == null ? new StringBuilder() : input;
      input = piece == null ? whole : whole.append(piece);
    }

    private void citation(Map<String, byte[]> delta) {
      byte[] citation = delta.get("citation");
      if (citation != null) {
        citations.add(citation);
      }
    }

    /** The members of the finished block. */
    Map<String, byte[]> whole() {
      strings.forEach((name, inner) -> members.put(name, quoted(inner)));
      if (!citations.isEmpty()) {
        byte[] start = RawJson.array(members, "citations");
        List<byte[]> all = start != null ? RawJson.elements(start) : new ArrayList<>();
        all.addAll(citations);
        members.put("citations", RawJson.array(all));
      }
      if (input != null) {
        members.put("input", json(input.toString()));
      }
      return members;
    }

    private static byte[] quoted(ByteArrayOutputStream inner) {
      ByteArrayOutputStream quoted = new ByteArrayOutputStream(inner.size() + 2);
      quoted.write('"');
      quoted.writeBytes(inner.toByteArray());
      quoted.write('"');
      return quoted.toByteArray();
    }

    private static byte[] json(String text) {
      byte[] json = text.getBytes(StandardCharsets.UTF_8);
      if (text.isBlank()) {
        return RawJson.EMPTY_OBJECT;
      }
      if (!RawJson.isValue(json)) {
        throw new NotConvertible("a tool's input is no JSON");
      }
      return json;
    }
  }
}
