package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.LedgerEntry;
import dev.sluice.store.DataFolder;
import dev.sluice.store.Database;
import dev.sluice.testkit.FakeProvider;
import dev.sluice.testkit.FakeProvider.Script;
import dev.sluice.testkit.GatewayProcess;
import dev.sluice.testkit.GatewayProcess.Setting;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import dev.sluice.view.LedgerView;
import dev.sluice.view.NoLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The life of the process: its ends, gentle and violent (spec reliability 3.4). */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class ProcessTest {
  private static final int KILLS = 10;

  @TempDir Path home;
  private FakeProvider provider;

  @BeforeEach
  void start() throws Exception {
    provider = new FakeProvider();
  }

  @AfterEach
  void stop() throws Exception {
    provider.close();
  }

  private Path data() {
    return home.resolve("data");
  }

  private GatewayProcess gateway() throws IOException {
    return GatewayProcess.start(Setting.in(home), data(), provider.address());
  }

  private static void awaitNotReady(GatewayProcess gateway) throws IOException {
    int status = 200;
    while (status == 200) {
      try (RawClient client = gateway.client()) {
        status = client.get("/ready").reply().status();
      }
    }
    assertThat(status).isEqualTo(503);
  }

  @Test
  void the_first_signal_lets_a_stream_end_and_the_process_ends_well() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    provider.script((n, r, c) -> {
      c.streamHead();
      c.chunk(Replies.STREAM_BEGINNING);
      goOn.await();
      c.chunk(Replies.STREAM.substring(Replies.STREAM_BEGINNING.length()));
      c.end();
    });
    try (GatewayProcess gateway = gateway();
        RawClient client = gateway.client();
        RawClient late = gateway.client()) {
      client.post("/v1/messages", Requests.ASK_STREAM).readUntil("text_delta");

      gateway.terminate();

      awaitNotReady(gateway);
      assertThat(late.post("/v1/messages", Requests.ask("late")).reply().status()).isEqualTo(503);
      goOn.countDown();
      client.readUntil("message_stop\"}\n\n\r\n0\r\n\r\n");
      assertThat(gateway.code()).isZero();
      assertThat(gateway.rest()).isEmpty();
      assertThat(ids()).hasSize(2);
    }
  }

  @Test
  void the_second_signal_ends_at_once() throws Exception {
    provider.script(Script.stalls());
    try (GatewayProcess gateway = gateway();
        RawClient client = gateway.client()) {
      client.post("/v1/messages", Requests.ASK);
      provider.awaitRequest();
      gateway.terminate();
      awaitNotReady(gateway);

      gateway.terminate();

      // Well before the 30 s that the first signal allows, or this would still run.
      assertThat(gateway.code()).isEqualTo(1);
    }
  }

  @Test
  void a_killed_gateway_loses_nothing_that_its_ledger_had_shown() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("ProcessTest seed " + seed);
    Random random = new Random(seed);
    Set<String> acknowledged = new HashSet<>();
    for (int round = 0; round < KILLS; round++) {
      try (GatewayProcess gateway = gateway()) {
        Thread[] clients = new Thread[3];
        Arrays.setAll(clients, i -> Thread.ofVirtual().start(() -> askUntilKilled(gateway)));
        int wanted = acknowledged.size() + 1 + random.nextInt(100);
        while (acknowledged.size() < wanted) {
          acknowledged.addAll(ids());
        }

        gateway.kill();

        for (Thread client : clients) {
          client.join();
        }
      }
      assertThat(integrity()).isEqualTo("ok");
      assertThat(ids()).as("seed %s, round %s", seed, round).containsAll(acknowledged);
    }
  }

  private static void askUntilKilled(GatewayProcess gateway) {
    try (RawClient client = gateway.client()) {
      while (client.post("/v1/messages", Requests.ASK).reply().status() == 200) {
        // One after the other, until the connection breaks.
      }
    } catch (IOException killed) {
      // As expected.
    }
  }

  private Set<String> ids() {
    try (LedgerView view = LedgerView.open(data())) {
      Set<String> ids = new HashSet<>();
      view.recent(1_000_000).stream().map(LedgerEntry::id).forEach(ids::add);
      return ids;
    } catch (NoLedger notYet) {
      return Set.of();
    }
  }

  private String integrity() throws Exception {
    try (Connection db = Database.readOnly(DataFolder.ledgerIn(data()));
        Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
      return row.getString(1);
    }
  }

  @Test
  void fifty_megabytes_go_up_and_down_through_a_small_heap() throws Exception {
    byte[] file = new byte[50 << 20];
    new Random(7).nextBytes(file);
    provider.script((n, r, c) -> {
      if (r.firstLine().startsWith("POST")) {
        c.json(200, "{\"same\":" + Arrays.equals(r.body(), file) + "}");
      } else {
        c.raw("HTTP/1.1 200 OK\r\ncontent-length: " + file.length + "\r\n\r\n");
        c.raw(file);
      }
    });
    Setting small =
        new Setting(home, home, Map.of(), List.of("-Xmx40m", "-XX:MaxDirectMemorySize=40m"));
    try (GatewayProcess gateway = GatewayProcess.start(small, data(), provider.address());
        RawClient client = gateway.client()) {
      String type = "content-type: application/octet-stream";
      Wire.Message sent = client.request("POST", "/v1/files", file, type).reply();
      assertThat(sent.text()).isEqualTo("{\"same\":true}");

      Wire.Message got = client.get("/v1/files/f1/content").reply();

      assertThat(Arrays.equals(got.body(), file)).isTrue();
      assertThat(gateway.errors()).doesNotContain("OutOfMemory");
    }
  }
}
