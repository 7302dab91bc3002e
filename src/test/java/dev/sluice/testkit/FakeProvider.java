package dev.sluice.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * A provider on a raw socket whose faults have names. Each connection is served on a thread of its
 * own by the current script; what arrives is kept byte for byte.
 */
public final class FakeProvider implements AutoCloseable {
  private final ServerSocket server;
  private final List<Wire.Message> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Long> left = new LinkedBlockingQueue<>();
  private final BlockingQueue<Wire.Message> arrived = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile Script script = Script.answers(Replies.MESSAGE);

  /** Starts one on a free port of loopback. */
  public FakeProvider() throws IOException {
    this(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
  }

  /** Starts one that speaks TLS with the key of this context. */
  public FakeProvider(SSLContext tls) throws IOException {
    this(tls.getServerSocketFactory().createServerSocket(0, 200, InetAddress.getLoopbackAddress()));
  }

  private FakeProvider(ServerSocket server) {
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  /** What is done with a request. */
  @FunctionalInterface
  public interface Script {
    /** Answers; throwing closes the connection. {@code n} counts the requests from 1. */
    void answer(int n, Wire.Message request, Connection connection) throws Exception;

    /** Always this JSON with 200. */
    static Script answers(String json) {
      return (n, request, connection) -> connection.json(200, json);
    }

    /** Always this event stream. */
    static Script streams(String events) {
      return (n, request, connection) -> connection.stream(events);
    }

    /** Fails so often with this status, then answers. */
    static Script failsThenAnswers(int failures, int status, String json) {
      return (n, request, connection) -> {
        if (n <= failures) {
          connection.json(status, Replies.error("overloaded_error", "Overloaded"));
        } else {
          connection.json(200, json);
        }
      };
    }

    /** Never answers; waits until the other side leaves. */
    static Script stalls() {
      return (n, request, connection) -> connection.waitUntilLeft();
    }
  }

  /** Sets what is done with the requests to come. */
  public void script(Script next) {
    script = next;
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** The port on which it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** The requests so far, in order. */
  public List<Wire.Message> requests() {
    return List.copyOf(requests);
  }

  /** Waits for the next request to arrive. */
  public Wire.Message awaitRequest() throws InterruptedException {
    Wire.Message request = arrived.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request arrived within 10 s");
    }
    return request;
  }

  /** Waits until a connection on which {@link Connection#waitUntilLeft} runs has been closed. */
  public boolean awaitLeft() throws InterruptedException {
    return left.poll(10, TimeUnit.SECONDS) != null;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      while (true) {
        Wire.Message request = Wire.read(socket.getInputStream(), false);
        int n;
        synchronized (requests) {
          requests.add(request);
          n = requests.size();
        }
        arrived.add(request);
        script.answer(n, request, new Connection(socket));
      }
    } catch (Exception over) {
      // The connection ends as the script or the gateway wants it.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** The provider's side of one connection. */
  public final class Connection {
    private final Socket socket;

    Connection(Socket socket) {
      this.socket = socket;
    }

    /** A whole JSON reply. */
    public void json(int status, String body, String... lines) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      StringBuilder head = head(status, "application/json", lines);
      head.append("content-length: ").append(bytes.length).append("\r\n\r\n");
      OutputStream out = socket.getOutputStream();
      out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      out.write(bytes);
      out.flush();
    }

    /** A whole event stream in one chunk. */
    public void stream(String events) throws IOException {
      streamHead();
      chunk(events.getBytes(StandardCharsets.UTF_8));
      end();
    }

    /** The head of a chunked event stream. */
    public void streamHead(String... lines) throws IOException {
      raw(
          head(200, "text/event-stream; charset=utf-8", lines)
              .append("transfer-encoding: chunked\r\n\r\n")
              .toString()
              .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** One chunk. */
    public void chunk(byte[] bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    /** One chunk of text. */
    public void chunk(String text) throws IOException {
      chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The clean end of a chunked body. */
    public void end() throws IOException {
      raw("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Text as it is. */
    public void raw(String text) throws IOException {
      raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes as they are. */
    public void raw(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Closes with a reset instead of a clean end. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Closes cleanly. */
    public void close() throws IOException {
      socket.close();
    }

    /** Blocks until the other side has closed the connection. */
    public void waitUntilLeft() throws IOException {
      long since = System.nanoTime();
      InputStream in = socket.getInputStream();
      try {
        while (in.read() >= 0) {
          // Nothing is expected; whatever comes is not the end.
        }
      } finally {
        left.add(System.nanoTime() - since);
      }
      throw new IOException("left");
    }

    private StringBuilder head(int status, String type, String... lines) {
      StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Status\r\n");
      head.append("content-type: ").append(type).append("\r\n");
      head.append("request-id: req_011CTestRequest\r\n");
      for (String line : lines) {
        head.append(line).append("\r\n");
      }
      return head;
    }
  }
}
