package dev.sluice.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An incremental scanner of server-sent events by the WHATWG rules: lines end in LF, CR or CRLF,
 * comments and unknown fields are passed over, data lines are joined by LF, a byte order mark at
 * the start is dropped, an event that no blank line ends is never given. One thread at a time.
 *
 * <p>An event whose one data line lies in one chunk is given without a copy. An event larger than
 * the limit is passed over and the scan goes on.
 */
public final class SseScanner {
  /** Largest event that is given, unless said otherwise: 1 MiB. */
  public static final int DEFAULT_LIMIT = 1 << 20;

  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EMPTY = {};

  private final Handler handler;
  private final int limit;
  private final EventNames names = new EventNames();

  private byte[] line = EMPTY;
  private int lineSize;
  private boolean lineCut;
  private boolean afterCr;
  private boolean first = true;

  private String event = "message";
  private byte[] data = EMPTY;
  private int dataSize;
  private int dataLines;
  private byte @Nullable [] lent;
  private int lentFrom;
  private int lentTo;
  private boolean fields;
  private boolean tooLarge;
  private long skipped;

  /** Scans for this handler, with the default limit. */
  public SseScanner(Handler handler) {
    this(handler, DEFAULT_LIMIT);
  }

  /** Scans for this handler; an event of more than {@code limit} bytes is passed over. */
  public SseScanner(Handler handler, int limit) {
    this.handler = handler;
    this.limit = limit;
  }

  /** Takes the events of a stream. */
  @FunctionalInterface
  public interface Handler {
    /**
     * One event. The bytes are lent: they may change after this call.
     *
     * @param name the event's type, {@code message} where the stream says none
     */
    void event(String name, byte[] bytes, int from, int to);
  }

  /** Scans the next bytes; events that they complete are given before this returns. */
  public void scan(byte[] chunk, int from, int to) {
    int at = from;
    if (afterCr && at < to) {
      afterCr = false;
      at += chunk[at] == '\n' ? 1 : 0;
    }
    while (at < to) {
      int end = JsonBytes.lineEnd(chunk, at, to);
      if (end == to) {
        keepLine(chunk, at, to);
        break;
      }
      lineEnds(chunk, at, end);
      at = end + 1;
      if (chunk[end] == '\r') {
        if (at == to) {
          afterCr = true;
        } else if (chunk[at] == '\n') {
          at++;
        }
      }
    }
    keepLent();
  }

  /** Whether the bytes so far end where an event ends, so that one may be put in between. */
  public boolean betweenEvents() {
    return lineSize == 0 && !fields;
  }

  /** Events passed over because they were too large. */
  public long skipped() {
    return skipped;
  }

  private void lineEnds(byte[] chunk, int from, int to) {
    if (lineSize == 0) {
      line(chunk, from, to, true);
    } else {
      keepLine(chunk, from, to);
      int size = lineSize;
      lineSize = 0;
      line(line, 0, size, false);
      lineCut = false;
      line = line.length > limit / 16 ? EMPTY : line;
    }
  }

  private void line(byte[] bytes, int start, int to, boolean stable) {
    int from = start;
    if (first) {
      first = false;
      from += startsWithMark(bytes, from, to) ? 3 : 0;
    }
    if (from == to) {
      dispatch();
    } else if (bytes[from] != ':') {
      fields = true;
      field(bytes, from, to, stable);
    }
  }

  private void field(byte[] bytes, int from, int to, boolean stable) {
    int colon = from;
    while (colon < to && bytes[colon] != ':') {
      colon++;
    }
    int value = colon == to ? to : colon + 1;
    if (value < to && bytes[value] == ' ') {
      value++;
    }
    if (Arrays.equals(bytes, from, colon, DATA, 0, DATA.length)) {
      data(bytes, value, to, stable);
    } else if (Arrays.equals(bytes, from, colon, EVENT, 0, EVENT.length)) {
      event = value == to ? "message" : names.name(bytes, value, to);
    }
  }

  private void data(byte[] bytes, int from, int to, boolean stable) {
    dataLines++;
    tooLarge |= lineCut;
    if (tooLarge) {
      return;
    }
    if (dataLines == 1 && stable && to - from <= limit) {
      lent = bytes;
      lentFrom = from;
      lentTo = to;
      return;
    }
    keepLent();
    if (dataLines > 1) {
      keepData(new byte[] {'\n'}, 0, 1);
    }
    keepData(bytes, from, to);
  }

  private void dispatch() {
    if (dataLines > 0) {
      if (tooLarge) {
        skipped++;
      } else if (lent != null) {
        handler.event(event, lent, lentFrom, lentTo);
      } else {
        handler.event(event, data, 0, dataSize);
      }
    }
    event = "message";
    dataLines = 0;
    dataSize = 0;
    lent = null;
    fields = false;
    tooLarge = false;
    if (data.length > limit / 16) {
      data = EMPTY;
    }
  }

  /** Copies the data that lies in a chunk, because the chunk goes or more data comes. */
  private void keepLent() {
    byte[] chunk = lent;
    if (chunk != null) {
      lent = null;
      keepData(chunk, lentFrom, lentTo);
    }
  }

  private void keepData(byte[] bytes, int from, int to) {
    int size = dataSize + to - from;
    if (tooLarge || size > limit) {
      tooLarge = true;
      dataSize = 0;
      return;
    }
    data = grown(data, size);
    System.arraycopy(bytes, from, data, dataSize, to - from);
    dataSize = size;
  }

  /**
   * Keeps an unfinished line; of one that is too long only the beginning, which names its field.
   */
  private void keepLine(byte[] chunk, int from, int to) {
    if (from == to) {
      return;
    }
    int room = Math.max(0, Math.min(to - from, limit + DATA.length + 2 - lineSize));
    lineCut |= room < to - from;
    line = grown(line, lineSize + room);
    System.arraycopy(chunk, from, line, lineSize, room);
    lineSize += room;
  }

  private static byte[] grown(byte[] bytes, int size) {
    return size <= bytes.length
        ? bytes
        : Arrays.copyOf(bytes, Math.max(size, Math.max(256, bytes.length * 2)));
  }

  private static boolean startsWithMark(byte[] bytes, int from, int to) {
    return to - from >= 3
        && bytes[from] == (byte) 0xEF
        && bytes[from + 1] == (byte) 0xBB
        && bytes[from + 2] == (byte) 0xBF;
  }

  /** Remembers the few names that a stream uses, so that each is decoded once. */
  private static final class EventNames {
    private final byte[][] seen = new byte[16][];
    private final String[] names = new String[16];
    private int count;

    String name(byte[] bytes, int from, int to) {
      for (int i = 0; i < count; i++) {
        if (Arrays.equals(bytes, from, to, seen[i], 0, seen[i].length)) {
          return names[i];
        }
      }
      String name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      if (count < seen.length && to - from <= 64) {
        seen[count] = Arrays.copyOfRange(bytes, from, to);
        names[count++] = name;
      }
      return name;
    }
  }
}
