package dev.sluice.rewrite.reduce;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about each message, remembered for ever as far as there is room: the least
 * recently used go. In memory, and in a file where there is a data folder. Safe for any thread.
 */
final class Decisions implements AutoCloseable {
  static final int MOST = 1 << 16;

  private final int most;
  private final LinkedHashMap<Key, Decision> byKey = new LinkedHashMap<>(1_024, 0.75f, true);
  private final @Nullable DecisionWriter writer;

  private Decisions(int most, @Nullable DecisionFile file) {
    this.most = most;
    writer = file == null ? null : new DecisionWriter(file);
  }

  /** In memory alone. */
  static Decisions inMemory(int most) {
    return new Decisions(most, null);
  }

  /** With what the file in this folder has. A file that cannot be read is done without. */
  static Decisions open(Path data, int most) {
    DecisionFile file = DecisionWriter.file(data);
    Map<Key, Decision> found = new LinkedHashMap<>();
    try {
      if (file != null) {
        file.load(found::put);
      }
    } catch (SQLException _) {
      found.clear();
    }
    Decisions decisions = new Decisions(most, file);
    found.forEach(decisions::load);
    return decisions;
  }

  private synchronized void load(Key key, Decision decision) {
    byKey.put(key, decision);
    forgetOldest();
  }

  /** Whether nothing was ever decided. */
  synchronized boolean isEmpty() {
    return byKey.isEmpty();
  }

  /** One decision a key, null where there is none. */
  synchronized @Nullable Decision[] find(Key[] keys) {
    @Nullable Decision[] found = new @Nullable Decision[keys.length];
    for (int i = 0; i < keys.length; i++) {
      found[i] = byKey.get(keys[i]);
    }
    return found;
  }

  /** Keeps a decision unless there is one already; gives the one that holds. */
  synchronized Decision keep(Key key, Decision decision) {
    Decision first = byKey.get(key);
    if (first != null) {
      return first;
    }
    put(key, decision);
    return decision;
  }

  /** From now on the messages up to this one are left out, unless that was decided already. */
  synchronized Decision leaveOut(Key key, Decision decision, Decision.LeftOut what) {
    Decision now = byKey.getOrDefault(key, decision);
    if (now.leftOut() != Decision.LeftOut.NOTHING) {
      return now;
    }
    Decision without = now.leavingOut(what);
    put(key, without);
    return without;
  }

  private void put(Key key, Decision decision) {
    byKey.put(key, decision);
    if (writer != null) {
      writer.change(key, decision);
    }
    forgetOldest();
  }

  private void forgetOldest() {
    while (byKey.size() > most) {
      Key oldest = byKey.firstEntry().getKey();
      byKey.remove(oldest);
      if (writer != null) {
        writer.change(oldest, null);
      }
    }
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
