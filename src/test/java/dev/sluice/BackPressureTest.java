package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.Changed;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever does not read stops whoever sends; the gateway keeps no more than its buffers. */
class BackPressureTest {
  @TempDir Path data;

  @Test
  void a_client_that_does_not_read_stops_the_upstream() throws Exception {
    int chunk = 1 << 20;
    int chunks = 96;
    byte[] bytes = new byte[chunk];
    new Random(7).nextBytes(bytes);
    AtomicLong sent = new AtomicLong();
    try (GatewayRig rig = new GatewayRig(data);
        RawClient client = rig.client()) {
      rig.provider()
          .script((n, r, c) -> {
            c.raw(
                "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: "
                    + (long) chunk * chunks
                    + "\r\n\r\n");
            for (int i = 0; i < chunks; i++) {
              c.raw(bytes);
              sent.addAndGet(chunk);
            }
          });
      client.get("/v1/files/f/content").readUntil("\r\n\r\n");

      long stalledAt = awaitStall(sent);

      assertThat(stalledAt).isLessThan(40L << 20);
      byte[] got = client.body((long) chunk * chunks);
      for (int i = 0; i < chunks; i++) {
        assertThat(Arrays.equals(got, i * chunk, (i + 1) * chunk, bytes, 0, chunk)).isTrue();
      }
    }
  }

  /** Waits until nothing more is sent for a while. */
  private static long awaitStall(AtomicLong sent) throws InterruptedException {
    long before = -1;
    while (sent.get() != before || before == 0) {
      before = sent.get();
      Thread.sleep(400);
    }
    return before;
  }

  @Test
  void an_upstream_that_does_not_read_stops_the_client() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    AtomicLong sent = new AtomicLong();
    int chunk = 1 << 20;
    int chunks = 96;
    try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI endpoint = URI.create("http://127.0.0.1:" + slow.getLocalPort());
      Thread.ofVirtual().start(() -> serveSlowly(slow, read));
      try (GatewayRig rig = new GatewayRig(data, Changed.endpoint(endpoint, null));
          RawClient client = rig.client()) {
        client.raw(
            ("POST /v1/files HTTP/1.1\r\nhost: "
                    + rig.gateway().address().getAuthority()
                    + "\r\ncontent-type: application/octet-stream\r\ncontent-length: "
                    + (long) chunk * chunks
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        Thread sending =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    for (int i = 0; i < chunks; i++) {
                      client.raw(new byte[chunk]);
                      sent.addAndGet(chunk);
                    }
                  } catch (IOException e) {
                    sent.set(Long.MIN_VALUE);
                  }
                });

        long stalledAt = awaitStall(sent);

        assertThat(stalledAt).isBetween(1L, 40L << 20);
        read.countDown();
        assertThat(client.reply().text()).isEqualTo("" + (long) chunk * chunks);
        sending.join();
      }
    }
  }

  /** Answers the length of the body, which is read when the latch opens. */
  private static void serveSlowly(ServerSocket slow, CountDownLatch read) {
    try (Socket socket = slow.accept()) {
      read.await();
      String length = "" + Wire.read(socket.getInputStream(), false).body().length;
      socket
          .getOutputStream()
          .write(
              ("HTTP/1.1 200 OK\r\ncontent-length: " + length.length() + "\r\n\r\n" + length)
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().read();
    } catch (IOException | InterruptedException e) {
      // The client then gets no reply and the test fails.
    }
  }
}
