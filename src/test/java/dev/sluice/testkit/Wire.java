package dev.sluice.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** HTTP/1.1 framing on raw streams, without any library, so that tests see what is really sent. */
public final class Wire {
  private Wire() {}

  /** One message as it stood on the wire. */
  public record Message(String firstLine, List<String> headers, byte[] body, boolean whole) {

    /** The first value of a header, empty if there is none. */
    public String header(String name) {
      List<String> all = all(name);
      return all.isEmpty() ? "" : all.getFirst();
    }

    /** All values of a header. */
    public List<String> all(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).trim())
          .toList();
    }

    /** The status of a reply. */
    public int status() {
      return Integer.parseInt(firstLine.split(" ")[1]);
    }

    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Reads one message; the body ends as its framing says, or cut where the stream breaks. */
  public static Message read(InputStream in, boolean head) throws IOException {
    String first = line(in);
    List<String> headers = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      headers.add(line);
    }
    Message without = new Message(first, headers, new byte[0], true);
    if (first.startsWith("HTTP/1.1 1")) {
      return read(in, head);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole = head || body(in, without, body);
    return new Message(first, headers, body.toByteArray(), whole);
  }

  private static boolean body(InputStream in, Message message, ByteArrayOutputStream body) {
    try {
      if (message.header("transfer-encoding").equalsIgnoreCase("chunked")) {
        for (int size = size(in); size > 0; size = size(in)) {
          exactly(in, size, body);
          line(in);
        }
        line(in);
      } else if (!message.header("content-length").isEmpty()) {
        exactly(in, Long.parseLong(message.header("content-length")), body);
      } else if (message.firstLine().startsWith("HTTP/")) {
        in.transferTo(body);
      }
      return true;
    } catch (IOException cut) {
      return false;
    }
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in).trim(), 16);
  }

  private static void exactly(InputStream in, long size, ByteArrayOutputStream body)
      throws IOException {
    byte[] chunk = new byte[64 << 10];
    long left = size;
    while (left > 0) {
      int read = in.read(chunk, 0, (int) Math.min(left, chunk.length));
      if (read < 0) {
        throw new EOFException();
      }
      body.write(chunk, 0, read);
      left -= read;
    }
  }

  /** One line without its line end. */
  public static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed after: " + line.toString(StandardCharsets.UTF_8));
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
