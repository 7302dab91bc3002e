package dev.sluice.history;

/**
 * The first thing in which a request differs from what the previous one of its conversation sent,
 * other than by going on.
 *
 * @param kind what it is
 * @param at index of the tool, system block or message, 0 elsewhere
 * @param block index of the block in its message, 0 elsewhere
 * @param what in a few words, such as {@code "tools[3] read_file"}, {@code "system[1]: a time"} or
 *     {@code "thinking"}; names and positions only, never content
 * @param wandering whether what changed looks like a date, time, UUID or counter
 */
public record Difference(Kind kind, int at, int block, String what, boolean wandering) {

  /** What differs. */
  public enum Kind {
    /** Another model, which has a cache of its own. */
    MODEL,
    /** A parameter that is part of the key. */
    PARAMETER,
    /** A tool changed, was added, taken away or moved. */
    TOOLS,
    /** The system prompt. */
    SYSTEM,
    /** An earlier message. */
    MESSAGE;

    /** The kind in lower case, as in the ledger and in JSON. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
