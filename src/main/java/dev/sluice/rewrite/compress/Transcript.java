package dev.sluice.rewrite.compress;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Messages as a text that a small model reads. Long results are cut in the middle so that the whole
 * fits; thinking is left out. Pure, deterministic.
 */
final class Transcript {
  private static final int MOST = 400_000;
  private static final int LONGEST = 24_000;
  private static final int SHORTEST = 200;

  private final int longest;
  private final StringBuilder text = new StringBuilder();

  private Transcript(int longest) {
    this.longest = longest;
  }

  /** The messages from one on, up to another, in at most some 400,000 characters. */
  static String of(Body body, Index index, int from, int to) {
    Transcript transcript = new Transcript(LONGEST);
    transcript.messages(body.bytes(), index, from, to);
    for (int cap = LONGEST / 2; transcript.text.length() > MOST && cap >= SHORTEST; cap /= 2) {
      transcript = new Transcript(cap);
      transcript.messages(body.bytes(), index, from, to);
    }
    return transcript.text.toString();
  }

  private void messages(byte[] bytes, Index index, int from, int to) {
    for (Index.Message message : index.messages().subList(from, to)) {
      String role = String.valueOf(message.role());
      Span content = message.content();
      if (content != null && bytes[content.from()] == '"') {
        say(role, decoded(bytes, content));
      }
      for (Span block : message.blocks()) {
        block(role, bytes, block);
      }
    }
  }

  private void block(String role, byte[] bytes, Span block) {
    Index members = Body.part(bytes, block);
    if (members == null) {
      return;
    }
    switch (String.valueOf(members.text("type"))) {
      case "text" -> say(role, members.text("text"));
      case "tool_use" ->
          say(role + " calls " + members.text("name"), String.valueOf(members.raw("input")));
      case "tool_result" -> result(members);
      case "image", "document" -> say(role, "(a picture or a document)");
      default -> {}
    }
  }

  private void result(Index result) {
    String head = "true".equals(result.raw("is_error")) ? "tool failed" : "tool result";
    String content = result.raw("content");
    if (content == null || content.startsWith("\"")) {
      say(head, result.text("content"));
      return;
    }
    byte[] nested = wrapped(content);
    Index index = Body.indexed(nested).index();
    if (index != null) {
      index.messages().getFirst().blocks().forEach(block -> block(head, nested, block));
    }
  }

  private static byte[] wrapped(String content) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes("{\"messages\":[{\"content\":".getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(content.getBytes(StandardCharsets.UTF_8));
    message.writeBytes("}]}".getBytes(StandardCharsets.US_ASCII));
    return message.toByteArray();
  }

  private static @Nullable String decoded(byte[] bytes, Span string) {
    byte[] object = new byte[string.length() + 6];
    System.arraycopy("{\"t\":".getBytes(StandardCharsets.US_ASCII), 0, object, 0, 5);
    System.arraycopy(bytes, string.from(), object, 5, string.length());
    object[object.length - 1] = '}';
    Index index = Body.indexed(object).index();
    return index == null ? null : index.text("t");
  }

  private void say(String who, @Nullable String what) {
    if (what == null || what.isBlank()) {
      return;
    }
    text.append('[').append(who).append("]\n");
    if (what.length() <= longest) {
      text.append(what);
    } else {
      text.append(what, 0, longest * 2 / 3)
          .append("\n(… ")
          .append(what.length() - longest)
          .append(" characters left out …)\n")
          .append(what, what.length() - longest / 3, what.length());
    }
    text.append("\n\n");
  }
}
