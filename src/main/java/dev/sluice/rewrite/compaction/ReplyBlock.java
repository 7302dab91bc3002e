package dev.sluice.rewrite.compaction;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Replay;
import dev.sluice.message.Span;
import dev.sluice.rewrite.memory.Blocks;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the compaction block in a reply. Pure. */
final class ReplyBlock {
  private ReplyBlock() {}

  /**
   * The block as JSON, null if the reply has none or the compaction failed.
   *
   * @param eventStream whether the reply is a stream, else a JSON message
   */
  static byte @Nullable [] find(boolean eventStream, byte[] reply) {
    byte[] message = eventStream ? Replay.message(reply) : reply;
    if (message == null) {
      return null;
    }
    byte[] request = asRequest(message);
    Index index = Body.indexed(request).index();
    if (index == null
        || index.messages().isEmpty()
        || !index.blockTypes().contains(Blocks.COMPACTION)) {
      return null;
    }
    for (Span block : index.messages().getFirst().blocks()) {
      Index members = Body.part(request, block);
      if (members != null && isSummary(members)) {
        return Arrays.copyOfRange(request, block.from(), block.to());
      }
    }
    return null;
  }

  /** A reply is a message, and messages are what an index finds in a request. */
  private static byte[] asRequest(byte[] message) {
    ByteArrayOutputStream request = new ByteArrayOutputStream(message.length + 16);
    request.writeBytes("{\"messages\":[".getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(message);
    request.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
    return request.toByteArray();
  }

  /** Without content the compaction failed, and the block does nothing. */
  private static boolean isSummary(Index members) {
    String content = members.text("content");
    return Blocks.COMPACTION.equals(members.text("type")) && content != null && !content.isEmpty();
  }
}
