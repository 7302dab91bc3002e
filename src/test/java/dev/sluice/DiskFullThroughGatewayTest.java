package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.log.LogConfig;
import dev.sluice.log.LogLines;
import dev.sluice.testkit.GatewayRig;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A full disk stops the records and never the traffic (DESIGN section 1). */
@Timeout(60)
class DiskFullThroughGatewayTest {
  private static final int CALLS = 200;
  private static final int BATCH = 50;

  @TempDir Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()) == 0,
        "only root can mount a small disk");
    // Thousands of exchanges, each with a line of its own, are not worth reading.
    LogLines.configure(new LogConfig(LogConfig.Level.WARN, LogConfig.Format.TEXT));
  }

  @AfterEach
  void unmount() throws Exception {
    LogLines.configure(LogConfig.DEFAULT);
    run("umount", "-l", disk.toString());
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void traffic_goes_on_and_what_is_not_recorded_is_counted() throws Exception {
    try (GatewayRig rig = new GatewayRig(disk.resolve("data"))) {
      rig.message(Requests.ASK);
      rig.entries(1);
      Path ballast = fill();

      answersEverything(rig);
      JsonNode full = overflow(rig);

      assertThat(full.path("ledger").path("dropped").asLong()).isPositive();
      assertThat(full.path("session_cost_usd").asDouble()).isPositive();
      long written = full.path("ledger").path("written").asLong();
      Files.delete(ballast);
      while (rig.stats().path("ledger").path("written").asLong() == written) {
        Thread.onSpinWait();
      }
      answersEverything(rig);
    }
  }

  /** Takes every byte that is left. */
  private Path fill() throws IOException {
    Path ballast = disk.resolve("ballast");
    byte[] some = new byte[4096];
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(some);
      }
    } catch (IOException full) {
      return ballast;
    }
  }

  private static void answersEverything(GatewayRig rig) throws IOException {
    try (RawClient client = rig.client()) {
      for (int i = 0; i < CALLS; i++) {
        Wire.Message reply = client.post("/v1/messages", Requests.ask("full " + i)).reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(Replies.MESSAGE);
      }
    }
  }

  /** Ends so many exchanges, refused ones, that the ledger cannot hold them all back. */
  private static JsonNode overflow(GatewayRig rig) throws IOException {
    String one =
        "POST /v1/messages HTTP/1.1\r\nhost: "
            + rig.gateway().address().getAuthority()
            + "\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\nno";
    byte[] many = one.repeat(BATCH).getBytes(StandardCharsets.US_ASCII);
    JsonNode stats = rig.stats();
    try (RawClient client = rig.client()) {
      while (stats.path("ledger").path("dropped").asLong() == 0) {
        Thread sending = Thread.ofVirtual().start(() -> send(client, many));
        for (int i = 0; i < BATCH; i++) {
          assertThat(client.reply().status()).isEqualTo(400);
        }
        join(sending);
        stats = rig.stats();
      }
    }
    return stats;
  }

  private static void send(RawClient client, byte[] bytes) {
    try {
      client.raw(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
