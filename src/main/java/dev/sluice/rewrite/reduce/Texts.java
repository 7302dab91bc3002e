package dev.sluice.rewrite.reduce;

import dev.sluice.message.Index;
import dev.sluice.message.JsonBytes;
import dev.sluice.message.Span;
import dev.sluice.rewrite.reduce.Text.At;
import dev.sluice.rewrite.reduce.Text.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts of one message: its own, and those in tool results. Everything else - thinking, tool
 * inputs, server tools' results, images, documents, texts with citations - is not among them.
 */
final class Texts {
  private final byte[] bytes;
  private final int message;
  private final List<Text> found = new ArrayList<>();

  private Texts(byte[] bytes, int message) {
    this.bytes = bytes;
    this.message = message;
  }

  /** In order; none for a message that is neither the user's nor the model's. */
  static List<Text> of(byte[] bytes, Index.Message message, int at) {
    Texts texts = new Texts(bytes, at);
    Span content = message.content();
    String role = message.role();
    if (content != null && ("user".equals(role) || "assistant".equals(role))) {
      texts.content(content, message.blocks(), "user".equals(role));
    }
    return texts.found;
  }

  private void content(Span content, List<Span> blocks, boolean user) {
    Kind kind = user ? Kind.USER : Kind.ASSISTANT;
    if (bytes[content.from()] == '"') {
      add(kind, 0, -1, content, "");
    }
    for (int i = 0; i < blocks.size(); i++) {
      block(Members.of(bytes, blocks.get(i)), i, kind);
    }
  }

  private void block(Members block, int at, Kind kind) {
    if (block.isPlainText()) {
      add(kind, at, -1, block.text, "");
    } else if (kind == Kind.USER && block.isType("tool_result")) {
      result(block, at);
    }
  }

  private void result(Members block, int at) {
    String toolUse = block.string(block.toolUse);
    if (bytes[block.content.from()] == '"') {
      add(Kind.TOOL_RESULT, at, -1, block.content, toolUse);
      return;
    }
    int[] inner = {0};
    Json.elements(
        bytes,
        block.content,
        each -> {
          Members element = Members.of(bytes, each);
          if (element.isPlainText()) {
            add(Kind.TOOL_RESULT, at, inner[0], element.text, toolUse);
          }
          inner[0]++;
        });
  }

  private void add(Kind kind, int block, int inner, Span string, String toolUse) {
    if (bytes[string.from()] == '"' && string.length() > 2) {
      At at = new At(message, block, inner);
      found.add(new Text(bytes, kind, at, Json.inside(string), toolUse));
    }
  }

  /** The members of a block that matter here; an empty span where one is missing. */
  private static final class Members {
    private static final Span NONE = new Span(0, 0);

    private final byte[] bytes;
    private Span type = NONE;
    private Span text = NONE;
    private Span content = NONE;
    private Span toolUse = NONE;
    private boolean cited;

    private Members(byte[] bytes) {
      this.bytes = bytes;
    }

    static Members of(byte[] bytes, Span block) {
      Members members = new Members(bytes);
      Json.members(bytes, block, members::take);
      return members;
    }

    private void take(Span name, Span value) {
      if (Json.is(bytes, name, "type")) {
        type = value;
      } else if (Json.is(bytes, name, "text")) {
        text = value;
      } else if (Json.is(bytes, name, "content")) {
        content = value;
      } else if (Json.is(bytes, name, "tool_use_id")) {
        toolUse = value;
      } else if (Json.is(bytes, name, "citations")) {
        cited = bytes[value.from()] != 'n';
      }
    }

    boolean isPlainText() {
      return isType("text") && text.length() > 0 && !cited;
    }

    boolean isType(String wanted) {
      return Json.says(bytes, type, wanted);
    }

    String string(Span value) {
      String string = value.length() == 0 ? null : JsonBytes.string(bytes, value);
      return string == null ? "" : string;
    }
  }
}
