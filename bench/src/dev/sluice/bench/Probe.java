package dev.sluice.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.bench.wire.Body;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Asks one question on a connection of its own, for start-up times and counters; nothing fast. */
final class Probe {

  private static final int PAUSE_MILLIS = 2;

  private Probe() {}

  /**
   * Sends the request until it is answered with 200; false if {@code contestant} ends or the time
   * is over.
   */
  static boolean answers(Contestant contestant, Body body, double seconds)
      throws InterruptedException {
    long limit = System.nanoTime() + (long) (seconds * 1e9);
    String text = post(contestant.port(), body);
    while (System.nanoTime() < limit && contestant.process().isAlive()) {
      if (ask(contestant.port(), text).startsWith("HTTP/1.1 200")) {
        return true;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return false;
  }

  /** The reply to a GET, head and body; empty if there is none. */
  static String get(int port, String path) {
    return ask(
        port,
        "GET " + path + " HTTP/1.1\r\nhost: 127.0.0.1:" + port + "\r\nconnection: close\r\n\r\n");
  }

  private static String post(int port, Body body) {
    return "POST /v1/messages HTTP/1.1\r\nhost: 127.0.0.1:"
        + port
        + "\r\nx-api-key: sk-ant-yardstick\r\n"
        + "anthropic-version: 2023-06-01\r\nconnection: close\r\ncontent-type: application/json\r\n"
        + "content-length: "
        + body.bytes().length
        + "\r\n\r\n"
        + new String(body.bytes(), ISO_8859_1);
  }

  private static String ask(int port, String request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
