package dev.sluice.rewrite.breakpoint;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Whether a tool or block may carry a marker (spec anthropic-api sections 2.4 and 2.6). Pure. */
final class BlockText {
  private static final Set<String> CARRIERS =
      Set.of("text", "image", "document", "search_result", "tool_use", "tool_result");

  /** Families of the provider's tools whose schema has the member. */
  private static final List<String> TOOLS =
      List.of(
          "bash_",
          "text_editor_",
          "computer_2",
          "memory_",
          "code_execution_",
          "web_search_",
          "web_fetch_");

  private static final byte[] OPENING = "{\"text\":".getBytes(StandardCharsets.US_ASCII);

  private BlockText() {}

  /** A tool that is neither deferred nor of a kind that is not known to take a marker. */
  static boolean markableTool(byte[] bytes, Index.Tool tool) {
    String type = tool.type();
    if (type != null && !type.equals("custom") && TOOLS.stream().noneMatch(type::startsWith)) {
      return false;
    }
    Index members = Body.part(bytes, tool.span());
    return members != null && !members.members().isEmpty() && !isSet(members, "defer_loading");
  }

  /** A text block of the system prompt that says something. */
  static boolean markableSystem(byte[] bytes, Span block) {
    Index members = Body.part(bytes, block);
    return members != null && "text".equals(members.text("type")) && says(members);
  }

  /** A block of a message: no thinking, no empty text, nothing unknown. */
  static boolean markable(byte[] bytes, Span block) {
    Index members = Body.part(bytes, block);
    String type = members == null ? null : members.text("type");
    return members != null
        && type != null
        && CARRIERS.contains(type)
        && (!type.equals("text") || says(members));
  }

  /** Whether the string that stands there has more than white space. */
  static boolean says(byte[] bytes, Span string) {
    byte[] object = new byte[OPENING.length + string.length() + 1];
    System.arraycopy(OPENING, 0, object, 0, OPENING.length);
    System.arraycopy(bytes, string.from(), object, OPENING.length, string.length());
    object[object.length - 1] = '}';
    Index members = Body.indexed(object).index();
    return members != null && says(members);
  }

  private static boolean says(Index members) {
    String text = members.text("text");
    return text != null && !text.isBlank();
  }

  private static boolean isSet(Index members, String name) {
    String raw = members.raw(name);
    return raw != null && !raw.equals("false") && !raw.equals("null");
  }
}
