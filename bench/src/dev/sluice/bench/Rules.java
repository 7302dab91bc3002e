package dev.sluice.bench;

import com.sun.management.ThreadMXBean;
import dev.sluice.cache.semantic.SemanticCache;
import dev.sluice.cache.semantic.SemanticConfig;
import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.HeaderLines;
import dev.sluice.exchange.ModelClient;
import dev.sluice.history.Histories;
import dev.sluice.history.Turn;
import dev.sluice.message.Body;
import dev.sluice.message.Usage;
import dev.sluice.models.ModelCatalog;
import dev.sluice.price.PriceTable;
import dev.sluice.provider.ProviderConfig;
import dev.sluice.rewrite.Draft;
import dev.sluice.rewrite.Rewrite;
import dev.sluice.rewrite.Rewrites;
import dev.sluice.rewrite.breakpoint.Breakpoints;
import dev.sluice.rewrite.breakpoint.LearnedFile;
import dev.sluice.rewrite.breakpoint.PromptCacheConfig;
import dev.sluice.rewrite.compaction.Compaction;
import dev.sluice.rewrite.compaction.CompactionConfig;
import dev.sluice.rewrite.compress.Compressor;
import dev.sluice.rewrite.memory.Remembered;
import dev.sluice.rewrite.reduce.ReduceConfig;
import dev.sluice.rewrite.reduce.Reductions;
import dev.sluice.rewrite.reduce.Switches;
import dev.sluice.route.tier.ModelRouting;
import dev.sluice.route.tier.Prices;
import dev.sluice.route.tier.Request;
import dev.sluice.route.tier.RoutingConfig;
import dev.sluice.workload.corpus.SupportDesk;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What the saving mechanisms add to a request before it is sent: on an agent's request of 300 KB that
 * goes on from the turn before, in the profiles safe and aggressive (routing's rules run in both),
 * and a look-up in the semantic cache with its embedding. Times of one thread, the machine's load included.
 */
public final class Rules {
  private static final int BODY = 300_000;
  private static final int WARM_UP = 2_000;
  private static final int COUNTED = 2_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Histories histories = new Histories(InstantSource.system());
  private final ModelCatalog models = ModelCatalog.bundled();
  private final PriceTable prices = PriceTable.bundled();
  private final ModelRouting routing =
      new ModelRouting(
          RoutingConfig.DEFAULT,
          new ModelRouting.Switches(true, true),
          models,
          Prices.of(prices),
          InstantSource.system());
  private static final String END = "]}";

  private final Rewrites rewrites;
  private final ModelClient nobody =
      ask -> {
        throw new ModelClient.AskFailed("nobody is asked here");
      };

  private long allocated;

  private Rules(boolean everything) {
    List<Rewrite> all = new ArrayList<>();
    Remembered remembered = Remembered.inMemory(InstantSource.system());
    if (everything) {
      Reductions reductions = Reductions.open(null, ReduceConfig.DEFAULT, Switches.ALL);
      Compressor compressor =
          new Compressor(
              ReduceConfig.Compress.DEFAULT,
              remembered,
              prices::cost,
              reductions::spared,
              InstantSource.system());
      all.add(compressor);
      all.addAll(reductions.rewrites(compressor::isMaking));
    }
    all.add(new Compaction(CompactionConfig.DEFAULT, everything, remembered));
    all.add(
        new Breakpoints(
            PromptCacheConfig.DEFAULT,
            model -> 0.1,
            InstantSource.system(),
            LearnedFile.inMemory()));
    rewrites = new Rewrites(all);
  }

  /** Prints the times. */
  public static void main(String[] none) throws Exception {
    new Rules(false).measure("profile safe: history and breakpoints, 300 KB");
    new Rules(true).measure("profile aggressive: history, routing, all rewrites, 300 KB");
    semantic();
    System.exit(0);
  }

  private void measure(String what) {
    print(what, times());
    System.out.printf(java.util.Locale.ROOT, "  allocates %d KB a request%n", allocated / COUNTED / 1_000);
  }

  private long[] times() {
    StringBuilder talk = new StringBuilder(user("Find out why the tests of the parser fail."));
    Random random = new Random(1);
    int step = 0;
    while (talk.length() < BODY) {
      talk.append(step(step++, random));
    }
    // As in the gateway, a request costs one array of its size; other garbage would be the bench's.
    String whole = body(talk.toString());
    int end = whole.length() - END.length();
    byte[] begun = whole.substring(0, end).getBytes(StandardCharsets.UTF_8);
    long[] times = new long[COUNTED];
    for (int i = -WARM_UP; i < COUNTED; i++) {
      byte[] more = (step(100_000 + i, random) + END).getBytes(StandardCharsets.UTF_8);
      byte[] bytes = Arrays.copyOf(begun, begun.length + more.length);
      System.arraycopy(more, 0, bytes, begun.length, more.length);
      Body indexed = Body.indexed(bytes);
      Call call = new Call("x" + i, "POST", "/v1/messages", "", HeaderLines.NONE, indexed);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      long from = System.nanoTime();
      int length = pass(call);
      long took = System.nanoTime() - from;
      allocated += i < 0 ? 0 : THREADS.getCurrentThreadAllocatedBytes() - before;
      if (length < bytes.length / 2) {
        throw new IllegalStateException("half the request is gone");
      }
      if (i >= 0) {
        times[i] = took;
      }
    }
    return times;
  }

  private int pass(Call call) {
    Body body = call.body();
    Caller caller = new Caller("bench", null);
    Turn turn = histories.turn(call, caller, "bench", "claude-sonnet-4-6");
    routing.choose(
        new Request(call, body.index(), turn, "bench", "claude-sonnet-4-6", 0, nobody));
    Draft draft =
        new Draft(
            call,
            body,
            body.index(),
            turn,
            models.find("claude-sonnet-4-6"),
            ProviderConfig.Breakpoints.AUTOMATIC,
            nobody);
    var sent = rewrites.apply(draft);
    histories.sent(turn);
    sent.begun();
    sent.ended(Usage.NONE, 200);
    histories.replied(turn, Usage.NONE);
    return sent.body().length;
  }

  private static String body(String talk) {
    return "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":4096,\"stream\":true,\"system\":\""
        + "You work in a Java project. ".repeat(400)
        + "\",\"tools\":[{\"name\":\"read_file\",\"description\":\"Reads a file\",\"input_schema\":"
        + "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}}}}],\"messages\":["
        + talk
        + END;
  }

  private static String user(String text) {
    return "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}";
  }

  private static String step(int number, Random random) {
    StringBuilder file = new StringBuilder();
    for (int line = 0; line < 60; line++) {
      file.append("  int value").append(random.nextInt(1_000_000)).append(" = read(input);\\n");
    }
    String id = "toolu_" + number;
    return ",{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\""
        + id
        + "\",\"name\":\"read_file\",\"input\":{\"path\":\"src/F"
        + number
        + ".java\"}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\""
        + id
        + "\",\"content\":\""
        + file
        + "\"}]}";
  }

  private static void semantic() throws Exception {
    Path folder = Files.createTempDirectory("sluice-rules-");
    Path jars = Path.of(System.getProperty("bench.root"), "target", "lib", "semantic");
    if (!Files.isDirectory(jars)) {
      System.out.println("semantic look-up: the embedding model is not in target/lib/semantic");
      return;
    }
    SemanticConfig config = SemanticConfig.DEFAULT.in(SemanticConfig.Mode.ON);
    try (SemanticCache cache =
        SemanticCache.open(folder, jars, config, InstantSource.system(), new Random(1))) {
      while (!cache.ready()) {
        Thread.sleep(50);
      }
      List<Long> times = new ArrayList<>();
      for (var asked : SupportDesk.bundled().warmUp()) {
        String body =
            "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":400,\"messages\":["
                + user(asked.question().replace("\\", "\\\\").replace("\"", "\\\""))
                + "]}";
        Body indexed = Body.indexed(body.getBytes(StandardCharsets.UTF_8));
        Call call = new Call("q", "POST", "/v1/messages", "", HeaderLines.NONE, indexed);
        long from = System.nanoTime();
        cache.lookup(call, new Caller("bench", null));
        times.add(System.nanoTime() - from);
      }
      long[] counted = times.stream().skip(200).mapToLong(Long::longValue).toArray();
      print("semantic look-up with embedding", counted);
    }
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        java.util.Locale.ROOT,
        "%s: p50 %.2f ms, p99 %.2f ms of %d%n",
        what,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos.length);
  }
}
