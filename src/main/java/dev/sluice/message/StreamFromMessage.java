package dev.sluice.message;

import dev.sluice.message.Replay.NotConvertible;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Writes the stream of one message by spec anthropic-api section 4.2. Used once. */
final class StreamFromMessage {
  private static final int CODE_POINTS_PER_DELTA = 120;
  private static final Set<String> TOOL_USES =
      Set.of("tool_use", "server_tool_use", "mcp_tool_use");
  private static final Set<String> USAGE_AT_START =
      Set.of("cache_creation", "service_tier", "inference_geo", "speed");
  private static final Set<String> USAGE_AT_END =
      Set.of("iterations", "server_tool_use", "output_tokens_details", "fallback_credit");
  private static final Set<String> SAID_AT_END = Set.of("stop_details", "container");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
  private int index;

  byte[] stream(byte[] text) {
    Map<String, byte[]> message = RawJson.members(text);
    byte[] content = RawJson.array(message, "content");
    if (!"message".equals(RawJson.text(message.get("type"))) || content == null) {
      throw new NotConvertible("no message");
    }
    Map<String, byte[]> usage = usage(message);
    Map<String, byte[]> start = members("message_start");
    start.put("message", RawJson.object(start(message, usage)));
    event(start);
    for (byte[] block : RawJson.elements(content)) {
      block(block);
      index++;
    }
    end(message, usage);
    event(members("message_stop"));
    return out.toByteArray();
  }

  private static Map<String, byte[]> usage(Map<String, byte[]> message) {
    byte[] usage = RawJson.object(message, "usage");
    return usage == null ? new LinkedHashMap<>() : RawJson.members(usage);
  }

  private static Map<String, byte[]> start(Map<String, byte[]> message, Map<String, byte[]> usage) {
    Map<String, byte[]> start = new LinkedHashMap<>(message);
    start.put("content", RawJson.EMPTY_ARRAY);
    start.put("stop_reason", RawJson.NULL);
    start.put("stop_sequence", RawJson.NULL);
    SAID_AT_END.forEach(name -> start.replace(name, RawJson.NULL));
    start.remove("context_management");
    Map<String, byte[]> atStart = new LinkedHashMap<>(usage);
    atStart.keySet().removeAll(USAGE_AT_END);
    atStart.put("output_tokens", RawJson.ascii("1"));
    start.put("usage", RawJson.object(atStart));
    return start;
  }

  private void end(Map<String, byte[]> message, Map<String, byte[]> usage) {
    Map<String, byte[]> delta = new LinkedHashMap<>();
    delta.put("stop_reason", message.getOrDefault("stop_reason", RawJson.NULL));
    delta.put("stop_sequence", message.getOrDefault("stop_sequence", RawJson.NULL));
    copy(message, "stop_details", delta);
    copy(message, "container", delta);
    Map<String, byte[]> total = new LinkedHashMap<>(usage);
    total.keySet().removeAll(USAGE_AT_START);
    total.putIfAbsent("output_tokens", RawJson.ascii("0"));
    Map<String, byte[]> event = members("message_delta");
    event.put("delta", RawJson.object(delta));
    event.put("usage", RawJson.object(total));
    copy(message, "context_management", event);
    event(event);
  }

  private static void copy(Map<String, byte[]> from, String name, Map<String, byte[]> to) {
    byte[] value = from.get(name);
    if (value != null) {
      to.put(name, value);
    }
  }

  private void block(byte[] text) {
    Map<String, byte[]> block = RawJson.members(text);
    String type = String.valueOf(RawJson.text(block.get("type")));
    byte[] said = RawJson.string(block, type);
    if (type.equals("text") && said != null) {
      text(block, said);
    } else if (type.equals("thinking") && said != null) {
      thinking(block, said);
    } else if (TOOL_USES.contains(type)) {
      toolUse(block);
    } else if (type.equals("compaction") && !block.containsKey("signature")) {
      compaction(block);
    } else {
      blockStart(block);
    }
    Map<String, byte[]> stop = members("content_block_stop");
    stop.put("index", number());
    event(stop);
  }

  private void text(Map<String, byte[]> block, byte[] text) {
    byte[] citations = RawJson.array(block, "citations");
    Map<String, byte[]> start = new LinkedHashMap<>(block);
    start.put("text", RawJson.EMPTY_STRING);
    if (citations != null) {
      start.put("citations", RawJson.EMPTY_ARRAY);
    }
    blockStart(start);
    pieces("text_delta", "text", text);
    if (citations != null) {
      for (byte[] citation : RawJson.elements(citations)) {
        delta("citations_delta", "citation", citation);
      }
    }
  }

  private void thinking(Map<String, byte[]> block, byte[] thought) {
    byte[] signature = RawJson.string(block, "signature");
    Map<String, byte[]> start = new LinkedHashMap<>(block);
    start.put("thinking", RawJson.EMPTY_STRING);
    start.put("signature", RawJson.EMPTY_STRING);
    blockStart(start);
    pieces("thinking_delta", "thinking", thought);
    if (signature != null) {
      delta("signature_delta", "signature", signature);
    }
  }

  private void toolUse(Map<String, byte[]> block) {
    byte[] input = block.getOrDefault("input", RawJson.EMPTY_OBJECT);
    Map<String, byte[]> start = new LinkedHashMap<>(block);
    start.put("input", RawJson.EMPTY_OBJECT);
    blockStart(start);
    delta("input_json_delta", "partial_json", RawJson.EMPTY_STRING);
    if (input[0] != '{' || !RawJson.members(input).isEmpty()) {
      String text = new String(input, StandardCharsets.UTF_8);
      delta("input_json_delta", "partial_json", RawJson.quoted(text));
    }
  }

  private void compaction(Map<String, byte[]> block) {
    Map<String, byte[]> start = new LinkedHashMap<>(block);
    start.put("content", RawJson.NULL);
    start.remove("encrypted_content");
    blockStart(start);
    Map<String, byte[]> delta = members("compaction_delta");
    delta.put("content", block.getOrDefault("content", RawJson.NULL));
    copy(block, "encrypted_content", delta);
    delta(delta);
  }

  /** Deltas of whole code points, in the escapes in which they came. */
  private void pieces(String type, String name, byte[] string) {
    int end = string.length - 1;
    int from = 1;
    while (from < end) {
      int to = from;
      for (int points = 0; points < CODE_POINTS_PER_DELTA && to < end; points++) {
        to += codePoint(string, to);
      }
      byte[] piece = new byte[to - from + 2];
      System.arraycopy(string, from, piece, 1, to - from);
      piece[0] = '"';
      piece[piece.length - 1] = '"';
      delta(type, name, piece);
      from = to;
    }
  }

  /** Length of the code point that is written here; an escaped surrogate pair is one. */
  private static int codePoint(byte[] string, int at) {
    int b = string[at] & 0xFF;
    if (b != '\\') {
      return b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    }
    if (string[at + 1] != 'u') {
      return 2;
    }
    boolean pair =
        isSurrogate(string, at, "89abAB")
            && string[at + 6] == '\\'
            && isSurrogate(string, at + 6, "cdefCDEF");
    return pair ? 12 : 6;
  }

  private static boolean isSurrogate(byte[] string, int at, String second) {
    return string[at + 1] == 'u'
        && (string[at + 2] == 'd' || string[at + 2] == 'D')
        && second.indexOf(string[at + 3]) >= 0;
  }

  private void blockStart(Map<String, byte[]> block) {
    Map<String, byte[]> start = members("content_block_start");
    start.put("index", number());
    start.put("content_block", RawJson.object(block));
    event(start);
  }

  private void delta(String type, String name, byte[] value) {
    Map<String, byte[]> delta = members(type);
    delta.put(name, value);
    delta(delta);
  }

  private void delta(Map<String, byte[]> delta) {
    Map<String, byte[]> event = members("content_block_delta");
    event.put("index", number());
    event.put("delta", RawJson.object(delta));
    event(event);
  }

  private byte[] number() {
    return RawJson.ascii(Integer.toString(index));
  }

  private static Map<String, byte[]> members(String type) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("type", RawJson.quoted(type));
    return members;
  }

  /** One event. Line breaks between JSON tokens would end its data line, so they become spaces. */
  private void event(Map<String, byte[]> event) {
    String type = Objects.requireNonNull(RawJson.text(event.get("type")));
    byte[] data = RawJson.object(event);
    for (int i = 0; i < data.length; i++) {
      if (data[i] == '\n' || data[i] == '\r') {
        data[i] = ' ';
      }
    }
    out.writeBytes(RawJson.ascii("event: " + type + "\ndata: "));
    out.writeBytes(data);
    out.writeBytes(RawJson.ascii("\n\n"));
  }
}
