package dev.sluice.rewrite.breakpoint;

import dev.sluice.history.Prefix;
import dev.sluice.history.Turn;

/**
 * What one conversation has taught about itself. Not safe for several threads.
 *
 * <p>Some clients put a note behind the conversation that is gone in the next request. Blocks at
 * the end that were not there again are left out of what is written.
 */
final class Course {
  /** Most blocks at the end that are taken for such a note. */
  private static final int NOTE = 6;

  final Life tail = new Life();
  private final Run tools = new Run();
  private final Run system = new Run();
  private final Run messages = new Run();
  private int note;

  /**
   * Another request.
   *
   * @param covered how many blocks of the one before were to be read
   */
  void next(Turn turn, int covered) {
    Turn.Past past = turn.past();
    if (past == null) {
      return;
    }
    Prefix was = past.prefix();
    Prefix is = turn.prefix();
    int shared = past.model().equals(turn.model()) ? past.shared() : 0;
    boolean otherTools = shared < was.toolsEnd() || was.toolsEnd() != is.toolsEnd();
    boolean otherSystem =
        otherTools || shared < was.systemEnd() || was.systemEnd() != is.systemEnd();
    tools.next(otherTools);
    system.next(otherSystem);
    messages.next(otherSystem || was.parameters() != is.parameters() || shared < covered);
    int gone = was.blocks().size() - shared;
    note = !otherSystem && shared > is.systemEnd() && gone <= NOTE ? gone : 0;
  }

  /** Whether the tools are thought to stay. */
  boolean toolsStable() {
    return tools.stable();
  }

  /** Whether tools and system prompt are. */
  boolean systemStable() {
    return tools.stable() && system.stable();
  }

  /** Whether all of it is. */
  boolean stable() {
    return systemStable() && messages.stable();
  }

  /** How many blocks of this request are thought to be there again in the next. */
  int lasting(Prefix prefix) {
    return Math.max(prefix.systemEnd(), prefix.blocks().size() - note);
  }
}
