package dev.sluice.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client on a raw socket: it sends exactly what it is told and leaves when it is told. */
public final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final String authority;

  /** Connects. */
  public RawClient(URI gateway) throws IOException {
    socket = new Socket(gateway.getHost(), gateway.getPort());
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    authority = gateway.getAuthority();
  }

  /** Sends a POST of JSON with the usual headers and these lines. */
  public RawClient post(String target, byte[] body, String... lines) throws IOException {
    return request("POST", target, body, with(lines, "content-type: application/json"));
  }

  /** Sends a POST of JSON with the usual headers and these lines. */
  public RawClient post(String target, String body, String... lines) throws IOException {
    return post(target, body.getBytes(StandardCharsets.UTF_8), lines);
  }

  /** Sends a GET. */
  public RawClient get(String target, String... lines) throws IOException {
    return request("GET", target, new byte[0], lines);
  }

  /** Sends a request with Host, key, version and length unless a line gives another. */
  public RawClient request(String method, String target, byte[] body, String... lines)
      throws IOException {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    add(head, lines, "host: " + authority);
    add(head, lines, "x-api-key: sk-ant-api03-test-key-of-a-client-0001");
    add(head, lines, "anthropic-version: 2023-06-01");
    if (body.length > 0 || method.equals("POST")) {
      add(head, lines, "content-length: " + body.length);
    }
    for (String line : lines) {
      head.append(line).append("\r\n");
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    whole.writeBytes(body);
    return raw(whole.toByteArray());
  }

  /** Sends bytes as they are. */
  public RawClient raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads one whole reply. */
  public Wire.Message reply() throws IOException {
    return Wire.read(socket.getInputStream(), false);
  }

  /** Reads one reply without a body, as to HEAD. */
  public Wire.Message head() throws IOException {
    return Wire.read(socket.getInputStream(), true);
  }

  /** Reads until this text has come. */
  public String readUntil(String wanted) throws IOException {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    while (!seen.toString(StandardCharsets.UTF_8).contains(wanted)) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("closed after: " + seen.toString(StandardCharsets.UTF_8));
      }
      seen.write(b);
    }
    return seen.toString(StandardCharsets.UTF_8);
  }

  /** Reads so many bytes. */
  public byte[] body(long length) throws IOException {
    return socket.getInputStream().readNBytes(Math.toIntExact(length));
  }

  /** Waits until the other side has closed, reading what still comes. */
  public void awaitClose() throws IOException {
    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
  }

  /** Leaves with a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Leaves with a clean end of the connection. */
  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static void add(StringBuilder head, String[] lines, String standard) {
    String name = standard.substring(0, standard.indexOf(':') + 1);
    for (String line : lines) {
      if (line.regionMatches(true, 0, name, 0, name.length())) {
        return;
      }
    }
    head.append(standard).append("\r\n");
  }

  private static String[] with(String[] lines, String standard) {
    StringBuilder probe = new StringBuilder();
    add(probe, lines, standard);
    if (probe.isEmpty()) {
      return lines;
    }
    String[] more = java.util.Arrays.copyOf(lines, lines.length + 1);
    more[lines.length] = standard;
    return more;
  }
}
