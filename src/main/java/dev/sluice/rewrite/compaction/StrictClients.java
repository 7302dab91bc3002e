package dev.sluice.rewrite.compaction;

import dev.sluice.exchange.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which clients can be given a compaction block that they did not ask for.
 *
 * <p>Read in the clients' own code, where they do not use the beta classes:
 *
 * <ul>
 *   <li>{@code @anthropic-ai/sdk} 1.10.0 and 0.137.0, {@code lib/MessageStream.js}: keeps the block
 *       and passes over its delta ({@code checkNever} does nothing), so the block comes back with
 *       {@code content: null}, which is mended. Fine.
 *   <li>{@code anthropic} 2.11.0 for Python, {@code lib/streaming/_messages.py}: the same. Fine.
 *   <li>{@code anthropic-java} 3.10.0 and 2.75.0: {@code MessageAccumulator} keeps the block, but
 *       {@code ContentBlock.toParam()}, by which a loop sends the reply back, throws {@code
 *       "Unknown ContentBlock"}. Not fine.
 *   <li>{@code anthropic-sdk-go}: {@code Message.ToParam()} calls a method of a nil variant. Not
 *       fine.
 *   <li>{@code @ai-sdk/anthropic}: its schemas refuse unknown blocks and deltas, and some versions
 *       a delta whose content is null (vercel/ai issue 12470). Not fine.
 *   <li>LangChain sends streamed compaction blocks back with members of its own, which the API
 *       refuses (langchain-ai/langchain issue 36976). Not fine.
 *   <li>Claude Code compacts by itself, earlier than the provider would.
 * </ul>
 *
 * <p>An SDK that was not read is held to be strict; a client without an SDK reads JSON by its own
 * rules and is held to pass over what it does not know, as the API asks of it.
 */
final class StrictClients {
  private static final Set<String> LENIENT_SDKS = Set.of("js", "python");
  private static final List<String> STRICT_AGENTS =
      List.of("ai-sdk", "langchain", "claude-cli", "claude-code");

  private StrictClients() {}

  /** Whether this client may break on a compaction block. */
  static boolean isOne(Headers headers) {
    String language = lower(headers.get("x-stainless-lang"));
    String agent = lower(headers.get("user-agent"));
    return (!language.isEmpty() && !LENIENT_SDKS.contains(language))
        || STRICT_AGENTS.stream().anyMatch(agent::contains);
  }

  private static String lower(@Nullable String value) {
    return value == null ? "" : value.toLowerCase(Locale.ROOT);
  }
}
