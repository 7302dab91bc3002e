package dev.sluice.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where things are in a request body. Spans are byte ranges of raw values, so that what is hashed,
 * cut or spliced is exactly what came. Immutable; values are decoded when they are asked for.
 */
public final class Index {
  private final byte[] bytes;
  private final Found found;

  Index(byte[] bytes, Found found) {
    this.bytes = bytes;
    this.found = found;
  }

  /**
   * The index of these bytes, or null when they are no JSON object or cannot be read without doubt:
   * a byte order mark, malformed UTF-8, nesting beyond 500, a number of more than 1,000 digits, a
   * name that comes twice in one object, anything after the object.
   */
  static @Nullable Index of(byte[] bytes) {
    return IndexScan.index(bytes);
  }

  /** Raw values of the top-level members by name, in the order in which they came. */
  public Map<String, Span> members() {
    return found.members;
  }

  /**
   * From the opening quote of a top-level member's name to the end of its value; null if missing.
   */
  public @Nullable Span member(String name) {
    Span value = found.members.get(name);
    Integer from = found.nameStarts.get(name);
    return value == null || from == null ? null : new Span(from, value.to());
  }

  /** The {@code model} member, or null when it is missing or no string. */
  public @Nullable String model() {
    return text("model");
  }

  /** Whether {@code stream} is {@code true}. */
  public boolean stream() {
    return "true".equals(raw("stream"));
  }

  /** The decoded text of a top-level string member, null when it is missing or no string. */
  public @Nullable String text(String member) {
    Span span = found.members.get(member);
    return span == null ? null : JsonBytes.string(bytes, span);
  }

  /** A top-level member's value as it stands in the body, null when it is missing. */
  public @Nullable String raw(String member) {
    Span span = found.members.get(member);
    return span == null ? null : raw(span);
  }

  /** What stands in the body there. */
  public String raw(Span span) {
    return new String(bytes, span.from(), span.length(), StandardCharsets.UTF_8);
  }

  /** Every object in {@code messages}, in order. */
  public List<Message> messages() {
    return found.messages;
  }

  /** Every object in {@code tools}, in order. */
  public List<Tool> tools() {
    return found.tools;
  }

  /** Every block of {@code system}, in order; empty when it is a string or missing. */
  public List<Span> system() {
    return found.system;
  }

  /** Every {@code cache_control} that is not null, in the order in which they came. */
  public List<Marker> markers() {
    return found.markers;
  }

  /**
   * Whether any object at any depth has a member named {@code cache_control}, whatever its value
   * and however it is spelt.
   */
  public boolean namesCacheControl() {
    return found.cacheControl;
  }

  /** The types of the blocks in {@code messages} and {@code system}, nested ones included. */
  public Set<String> blockTypes() {
    return found.blockTypes;
  }

  /** Whether an image or document is to be fetched from an address by the provider. */
  public boolean urlSources() {
    return found.urlSources;
  }

  /** The last text of the last user message that has one, null if none has. */
  public @Nullable String lastUserText() {
    for (int i = found.messages.size() - 1; i >= 0; i--) {
      Message message = found.messages.get(i);
      if ("user".equals(message.role()) && message.lastText() != null) {
        return JsonBytes.string(bytes, message.lastText());
      }
    }
    return null;
  }

  /**
   * The first block of {@code system} with the comma after it, when it is Claude Code's attribution
   * block and nothing else (spec anthropic-api section 8); null otherwise.
   */
  public @Nullable Span attribution() {
    Span first = found.system.isEmpty() ? null : found.system.getFirst();
    return first == null ? null : Attribution.span(bytes, first);
  }

  /**
   * One message.
   *
   * @param span the object
   * @param role its role, null when it has none
   * @param content the value of {@code content}, null when it has none
   * @param blocks the blocks of its content, empty when that is a string
   * @param lastText the raw string of its last text, null when it has none
   */
  public record Message(
      Span span,
      @Nullable String role,
      @Nullable Span content,
      List<Span> blocks,
      @Nullable Span lastText) {}

  /**
   * One tool.
   *
   * @param span the object
   * @param type its type, null when it does not say one and so is the client's own
   * @param name its name, null when it has none, as toolsets do
   */
  public record Tool(Span span, @Nullable String type, @Nullable String name) {}

  /**
   * One prompt-cache marker.
   *
   * @param member from the name's opening quote to the end of the value
   * @param place in what it is
   * @param at index of the tool, system block or message; 0 for the top level
   * @param block index of the block in its message; 0 elsewhere. A marker within a block's own
   *     content has the index of the outer block
   * @param ttl {@code 5m} unless it says otherwise
   */
  public record Marker(Span member, Place place, int at, int block, String ttl) {}

  /** What a marker is in. */
  public enum Place {
    /** The body itself: automatic caching. */
    TOP,
    /** A tool. */
    TOOL,
    /** A system block. */
    SYSTEM,
    /** A block of a message. */
    MESSAGE
  }
}
