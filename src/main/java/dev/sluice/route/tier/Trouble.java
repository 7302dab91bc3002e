package dev.sluice.route.tier;

import dev.sluice.message.Index;
import dev.sluice.message.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs at the end of a conversation that an agent does not get on: results of tools that are
 * errors, the same call again and again. Looks at the last messages only. Pure.
 */
final class Trouble {
  private static final int MESSAGES = 12;
  private static final int RESULTS = 4;
  private static final int ERRORS = 3;
  private static final int REPEATS = 3;
  private static final int LONGEST_CALL = 16 << 10;

  private Trouble() {}

  /** What it is, null when there is none. */
  static @Nullable String of(byte[] bytes, Index index) {
    if (!index.blockTypes().contains("tool_result")) {
      return null;
    }
    List<Index.Message> messages = index.messages();
    List<Index.Message> last =
        messages.subList(Math.max(0, messages.size() - MESSAGES), messages.size());
    int results = 0;
    int errors = 0;
    int same = 1;
    String call = "";
    for (Index.Message message : last.reversed()) {
      for (Span block : message.blocks().reversed()) {
        if ("user".equals(message.role()) && RawBlock.isOf(bytes, block, "tool_result")) {
          results++;
          errors += results <= RESULTS && RawBlock.isError(bytes, block) ? 1 : 0;
        } else if ("assistant".equals(message.role()) && block.length() <= LONGEST_CALL) {
          String input = RawBlock.input(bytes, block);
          same = !input.isEmpty() && input.equals(call) ? same + 1 : input.isEmpty() ? same : 1;
          call = input.isEmpty() ? call : input;
          if (same >= REPEATS) {
            return "the same call of a tool again and again";
          }
        }
      }
    }
    return errors >= ERRORS ? "tools fail" : null;
  }
}
