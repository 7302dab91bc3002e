package dev.sluice.sim.prompt;

import org.jspecify.annotations.Nullable;

/**
 * One block of a prompt: a tool, a system block or a content block of a message.
 *
 * @param kind its type, such as {@code text} or {@code tool_result}
 * @param path where it stands, such as {@code messages.1.content.0}
 * @param upTo the tokens of the prompt up to and including it
 * @param marker the cache marker on it
 * @param cached stands for everything that the prompt cache keys this prefix by
 * @param bound stands for everything that a thinking signature after it is bound to
 */
public record PromptBlock(
    String kind, String path, long upTo, @Nullable Ttl marker, Hash cached, Hash bound) {

  /** Whether a run of such blocks counts as one in the look-back. */
  boolean runs() {
    return kind.equals("tool_use") || kind.equals("tool_result");
  }
}
