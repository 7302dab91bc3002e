package dev.sluice.bench.load;

import dev.sluice.bench.wire.Digits;
import dev.sluice.bench.wire.Stamp;
import io.netty.buffer.ByteBuf;

/**
 * Looks at the events of one stream as they arrive: how many, how late, in which order, whether it
 * ended.
 *
 * <p>Counts {@code data:} lines. One thread at a time; used again for the next stream after {@link
 * #reset}.
 */
final class EventScan {

  private final byte[] line = new byte[4096];
  private byte[] chunk = new byte[8192];
  private int length;
  private int events;
  private long lastStamp;
  private boolean stopped;
  private boolean disordered;

  void reset() {
    length = 0;
    events = 0;
    lastStamp = 0;
    stopped = false;
    disordered = false;
  }

  /** How many events were seen since {@link #reset}. */
  int events() {
    return events;
  }

  /** Whether {@code message_stop} was the last event. */
  boolean stopped() {
    return stopped;
  }

  /** Whether an event came before one that was sent earlier. */
  boolean disordered() {
    return disordered;
  }

  /** Reads bytes that arrived at {@code now}; the delay of each event goes to {@code delays}. */
  void read(ByteBuf bytes, int from, int count, long now, Samples delays) {
    if (chunk.length < count) {
      chunk = new byte[count];
    }
    bytes.getBytes(from, chunk, 0, count);
    for (int i = 0; i < count; i++) {
      byte b = chunk[i];
      if (b == '\n') {
        lineEnded(now, delays);
        length = 0;
      } else if (length < line.length) {
        line[length++] = b;
      }
    }
  }

  private void lineEnded(long now, Samples delays) {
    if (length < 6 || line[0] != 'd' || line[1] != 'a' || line[4] != ':') {
      return;
    }
    events++;
    stopped = length < 64 && find("message_stop") >= 0;
    int stamp = stopped ? -1 : find(Stamp.SIGN);
    if (stamp >= 0 && stamp + Stamp.DIGITS < length) {
      long sent = Digits.get(line, stamp + 1, Stamp.DIGITS);
      disordered |= sent < lastStamp;
      lastStamp = sent;
      delays.add(now - sent);
    }
  }

  private int find(char c) {
    for (int i = 6; i < length; i++) {
      if (line[i] == c) {
        return i;
      }
    }
    return -1;
  }

  private int find(String text) {
    for (int i = 6; i + text.length() <= length; i++) {
      int n = 0;
      while (n < text.length() && line[i + n] == text.charAt(n)) {
        n++;
      }
      if (n == text.length()) {
        return i;
      }
    }
    return -1;
  }
}
