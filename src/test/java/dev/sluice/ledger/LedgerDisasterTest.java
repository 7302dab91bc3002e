package dev.sluice.ledger;

import static dev.sluice.ledger.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.store.ChildJvm;
import dev.sluice.store.DataFolder;
import dev.sluice.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger owes when the process is killed and when the disk is full. */
@Timeout(120)
final class LedgerDisasterTest {
  private static final int KILLS = 10;
  private static final long POLL = 1_000_000;

  @TempDir Path folder;

  @Test
  void a_killed_process_loses_no_entry_that_it_had_confirmed() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Path file = DataFolder.ledgerIn(folder);
    Set<String> confirmed = new HashSet<>();

    for (int round = 0; round < KILLS; round++) {
      try (ChildJvm child =
          ChildJvm.start(Writes.class, folder.toString(), String.valueOf(round * 1_000_000L))) {
        int lines = 1 + random.nextInt(300);
        String line;
        while (lines-- > 0 && (line = child.line()) != null) {
          confirmed.add(line);
        }
        LockSupport.parkNanos(random.nextInt(5_000_000));
        child.kill();
        while ((line = child.line()) != null && line.length() == Entries.id(0).length()) {
          confirmed.add(line);
        }
      }

      Set<String> kept = ids(file);
      assertThat(kept).as("round %d", round).containsAll(confirmed);
    }
    assertThat(confirmed).hasSizeGreaterThanOrEqualTo(KILLS);
    // Each killed process left its copy of the native library; the next one cleared it.
    try (Stream<Path> left = Files.list(folder.resolve("native"))) {
      assertThat(left).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void a_full_disk_drops_and_counts_and_is_written_again_when_space_returns() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    assumeTrue(mount(small), "a small file system can only be mounted by root");
    try {
      fillsAndRecovers(small);
    } finally {
      run("umount", "-l", small.toString());
    }
  }

  private static void fillsAndRecovers(Path small) throws Exception {
    Path ballast = Files.write(small.resolve("ballast"), new byte[600 << 10]);
    Path file = small.resolve("ledger.db");
    try (SqliteLedger ledger =
        SqliteLedger.open(
            file, new LedgerConfig(small.resolve("costs.jsonl"), 5, null), ZoneOffset.UTC)) {
      long n = 0;
      while (ledger.dropped() == 0) {
        ledger.record(entry(n++));
        if (n % 20 == 0) {
          ledger.flush();
        }
      }
      long written = ledger.written();
      assertThat(written).isPositive();
      assertThat(ledger.problem()).isNotNull();
      // Still full: nothing is written and nothing hangs.
      ledger.record(entry(n++));
      ledger.flush();

      Files.delete(ballast);
      ledger.record(entry(n++));
      while (ledger.written() == written) {
        LockSupport.parkNanos(POLL);
      }
      ledger.flush();
      assertThat(ledger.problem()).isNull();
      assertThat(ledger.written() + ledger.dropped()).isEqualTo(n);
    }
    assertThat(ids(file)).isNotEmpty();
    assertThat(Files.readAllLines(small.resolve("costs.jsonl")))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("{\"ts\":") && line.endsWith("\"holdout\":false}"));
  }

  private static boolean mount(Path folder) throws IOException, InterruptedException {
    return run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()) == 0;
  }

  private static int run(String... command) throws IOException, InterruptedException {
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

  private static Set<String> ids(Path file) throws Exception {
    Set<String> ids = new HashSet<>();
    try (Connection db = Database.readOnly(file);
        Statement statement = db.createStatement()) {
      try (ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
        assertThat(row.getString(1)).isEqualTo("ok");
      }
      try (ResultSet rows = statement.executeQuery("SELECT id FROM entry")) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }

  /** Records entries for ever and prints the id of each once it is durable. */
  static final class Writes {
    public static void main(String[] args) throws IOException {
      DataFolder data = DataFolder.open(Path.of(args[0]));
      SqliteLedger ledger = SqliteLedger.open(data.ledger(), LedgerConfig.DEFAULT, ZoneOffset.UTC);
      for (long n = Long.parseLong(args[1]); ; n += 5) {
        StringBuilder ids = new StringBuilder();
        for (long i = n; i < n + 5; i++) {
          ledger.record(entry(i));
          ids.append(Entries.id(i)).append('\n');
        }
        ledger.flush();
        if (ledger.dropped() == 0) {
          System.out.print(ids);
          System.out.flush();
        }
      }
    }
  }
}
