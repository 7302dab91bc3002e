package dev.sluice;

import dev.sluice.auth.Callers;
import dev.sluice.auth.LocalSafety;
import dev.sluice.cache.CacheKeys;
import dev.sluice.cache.ExactCache;
import dev.sluice.cache.semantic.SemanticCache;
import dev.sluice.cache.semantic.SemanticConfig;
import dev.sluice.cache.semantic.SemanticStats;
import dev.sluice.exchange.ExchangeIds;
import dev.sluice.history.Histories;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.SqliteLedger;
import dev.sluice.ledger.Worth;
import dev.sluice.limit.Slots;
import dev.sluice.listener.HttpListener;
import dev.sluice.log.Log;
import dev.sluice.models.ModelCatalog;
import dev.sluice.price.Holdout;
import dev.sluice.price.Mechanisms;
import dev.sluice.price.PriceTable;
import dev.sluice.price.PricesInvalid;
import dev.sluice.rewrite.Rewrite;
import dev.sluice.rewrite.Rewrites;
import dev.sluice.rewrite.breakpoint.Breakpoints;
import dev.sluice.rewrite.breakpoint.LearnedFile;
import dev.sluice.rewrite.breakpoint.ReadFactor;
import dev.sluice.rewrite.compaction.Compaction;
import dev.sluice.rewrite.compress.Compressor;
import dev.sluice.rewrite.memory.Remembered;
import dev.sluice.rewrite.reduce.ReduceConfig;
import dev.sluice.rewrite.reduce.Reductions;
import dev.sluice.route.Router;
import dev.sluice.route.tier.ModelRouting;
import dev.sluice.route.tier.Prices;
import dev.sluice.store.DataFolder;
import dev.sluice.store.DataFolderBusy;
import dev.sluice.store.Running;
import dev.sluice.upstream.Upstreams;
import dev.sluice.view.GatewayFacts;
import dev.sluice.view.Meter;
import dev.sluice.view.NoLedger;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The one place that constructs the stages: configuration in, a gateway that serves out. */
public final class Wiring {
  private static final Log LOG = Log.of("gateway");
  private static final Logger CONNECTIONS =
      Logger.getLogger("io.vertx.core.net.impl.ConnectionBase");

  static {
    // Names are resolved by the operating system (see upstream.Addresses), never by Netty.
    System.setProperty("vertx.disableDnsResolver", "true");
    // Peers that reset their connections are everyday events, told by each exchange's own entry.
    CONNECTIONS.setLevel(Level.OFF);
  }

  private final SluiceConfig config;
  private final Switches switches;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  private Wiring(SluiceConfig config, InstantSource clock) {
    this.config = config;
    this.switches = Switches.of(config);
    this.clock = clock;
  }

  /**
   * Starts a gateway.
   *
   * @throws StartFailed when the data folder is taken, the address cannot be bound, or the address
   *     is not loopback and there are no keys
   */
  public static RunningGateway start(SluiceConfig config) throws StartFailed {
    return start(config, InstantSource.system());
  }

  /**
   * Starts a gateway whose time of day is this clock's, so that a replay can let hours pass;
   * waiting and time limits go by the machine's own clock.
   *
   * @throws StartFailed as {@link #start(SluiceConfig)}
   */
  public static RunningGateway start(SluiceConfig config, InstantSource clock) throws StartFailed {
    requireKeysOffLoopback(config);
    try {
      DataFolder folder = DataFolder.open(config.data());
      try {
        return new Wiring(config, clock).start(folder);
      } catch (IOException | RuntimeException | StartFailed e) {
        folder.close();
        throw e;
      }
    } catch (DataFolderBusy busy) {
      throw new StartFailed(String.valueOf(busy.getMessage()), busy);
    } catch (IOException e) {
      throw new StartFailed(config.data() + ": " + e.getMessage(), e);
    }
  }

  private RunningGateway start(DataFolder folder) throws StartFailed, IOException {
    PriceTable prices = prices();
    SqliteLedger ledger =
        SqliteLedger.open(
            DataFolder.ledgerIn(folder.path()), config.ledger(), ZoneId.systemDefault());
    Meter meter = meter(folder, prices);
    ExactCache cache = exactCache(folder);
    Callers callers = new Callers(config.keys(), folder.secret());
    Savers savers = savers(folder, prices);
    int loops = Runtime.getRuntime().availableProcessors();
    Vertx vertx = Vertx.vertx(vertxOptions(loops));
    String via = "1.1 sluice-" + HexFormat.of().toHexDigits(random.nextLong());
    Upstreams upstreams = new Upstreams(vertx, loops, via);
    Entries entries =
        new Entries(new ExchangeIds(clock, random), clock, prices, ledger, meter, savers.worth());
    Router router = new Router(config.providers(), config.models(), config.strict());
    AtomicReference<URI> address = new AtomicReference<>(URI.create("http://127.0.0.1:0"));
    AtomicReference<Faces.State> state = new AtomicReference<>(Faces.State.SERVING);
    String token = token();
    Gateway gateway =
        new Gateway(
            entries,
            new Slots(config.limits().inFlight(), config.limits().queued()),
            callers,
            rewriting(savers, router, upstreams, meter),
            new Lookups(cacheKeys(), cache, savers.semantic(), clock),
            new Attempts(router, upstreams, savers.models(), via),
            new Answers(prices, clock),
            new Faces(
                state::get,
                () -> meter.proxyStats(facts(cache, savers.semantic(), ledger, address)),
                () -> prometheus(meter, facts(cache, savers.semantic(), ledger, address)),
                new Complaints(token, savers.semantic())));
    HttpListener listener =
        new HttpListener(vertx, config.listen(), config.limits(), door(callers, state), gateway);
    Serving serving =
        new Serving(
            config,
            vertx,
            upstreams,
            entries,
            new Stores(ledger, cache, savers, folder),
            state,
            address);
    serving.bind(listener, loops);
    folder.announce(new Running(ProcessHandle.current().pid(), serving.address(), token));
    return serving;
  }

  private Rewriting rewriting(Savers savers, Router router, Upstreams upstreams, Meter meter) {
    return new Rewriting(
        savers,
        router,
        new OwnCalls(router, upstreams),
        new ModelNews(router.standard(), upstreams, savers.models(), newsWanted(), clock),
        spentToday(meter));
  }

  /** Only two mechanisms go by what a model can do. */
  private boolean newsWanted() {
    return switches.on(Mechanisms.COMPACTION) || switches.on(Mechanisms.ROUTING);
  }

  /** The day is added up for each request only if something depends on it. */
  private LongSupplier spentToday(Meter meter) {
    return config.savings().routing().dailyUsd() == null ? () -> 0 : () -> meter.today().cost();
  }

  private @Nullable ExactCache exactCache(DataFolder folder) throws IOException {
    return config.exactCacheOn()
        ? ExactCache.open(folder.path().resolve("cache.db"), config.savings().cache(), clock)
        : null;
  }

  private Door door(Callers callers, AtomicReference<Faces.State> state) {
    LocalSafety safety =
        new LocalSafety(config.listen().host(), config.listen().hosts(), config.listen().origins());
    return new Door(safety, callers, () -> state.get() == Faces.State.SERVING);
  }

  /** The mechanisms, each made only if it is on or has something to keep up. */
  private Savers savers(DataFolder folder, PriceTable prices) throws IOException {
    ModelCatalog models = ModelCatalog.bundled();
    Remembered remembered = Remembered.open(folder.path(), clock);
    LearnedFile learned = LearnedFile.open(folder.path());
    Reductions reductions =
        Reductions.open(folder.path(), config.savings().reduce(), switches.reductions());
    return new Savers(
        new Histories(clock),
        new Holdout(config.savings().holdout(), folder.secret()),
        models,
        new ModelRouting(
            config.savings().routing(),
            new ModelRouting.Switches(switches.on(Mechanisms.ROUTING), switches.downgrade()),
            models,
            Prices.of(prices),
            clock),
        new Rewrites(rewrites(prices, reductions, remembered, learned)),
        new Worth(clock),
        semantic(folder),
        reductions,
        remembered,
        learned);
  }

  private List<Rewrite> rewrites(
      PriceTable prices, Reductions reductions, Remembered remembered, LearnedFile learned) {
    List<Rewrite> all = new ArrayList<>();
    // After the compressor, so that no pointer to a first copy outlives what it points to.
    if (switches.on(Mechanisms.COMPRESS)) {
      ReduceConfig.Compress compress = config.savings().reduce().compress();
      Compressor compressor =
          new Compressor(compress, remembered, prices::cost, reductions::spared, clock);
      all.add(compressor);
      all.addAll(reductions.rewrites(compressor::isMaking));
    } else {
      all.addAll(reductions.rewrites());
    }
    boolean arms = switches.on(Mechanisms.COMPACTION);
    all.add(new Compaction(config.savings().compaction(), arms, remembered));
    if (switches.on(Mechanisms.PROMPT_CACHE)) {
      all.add(new Breakpoints(config.savings().promptCache(), readFactor(prices), clock, learned));
    }
    return all;
  }

  private static ReadFactor readFactor(PriceTable prices) {
    return model ->
        prices
            .find(model)
            .map(price -> price.standard())
            .map(rates -> ratio(rates.cacheRead(), rates.input()))
            .orElse(Double.NaN);
  }

  private static double ratio(@Nullable BigDecimal read, @Nullable BigDecimal input) {
    return read == null || input == null || input.signum() == 0
        ? Double.NaN
        : read.doubleValue() / input.doubleValue();
  }

  private @Nullable SemanticCache semantic(DataFolder folder) {
    SemanticConfig settings = config.savings().semantic();
    return switches.on(Mechanisms.SEMANTIC)
        ? SemanticCache.open(folder.path(), settings.in(switches.semantic()), clock, random)
        : null;
  }

  private PriceTable prices() throws StartFailed {
    Path own = config.ledger().prices();
    try {
      return own == null ? PriceTable.bundled() : PriceTable.read(own);
    } catch (PricesInvalid invalid) {
      throw new StartFailed("ledger.prices:\n" + invalid.getMessage(), invalid);
    }
  }

  private Meter meter(DataFolder folder, PriceTable prices) {
    Meter meter = new Meter(clock, ZoneId.systemDefault(), prices);
    try {
      meter.resume(folder.path());
    } catch (NoLedger nothingYet) {
      LOG.debug("today begins at zero", "reason", nothingYet.getMessage());
    }
    return meter;
  }

  private GatewayFacts facts(
      @Nullable ExactCache cache,
      @Nullable SemanticCache semantic,
      Ledger ledger,
      AtomicReference<URI> address) {
    return new GatewayFacts(
        address.get().getPort(),
        config.providers().values().iterator().next().endpoint().toString(),
        config.ledger().dailyAlertUsd(),
        cache != null,
        cache == null ? 0 : cache.entries(),
        cache == null ? 0 : cache.bytes(),
        ledger.written(),
        ledger.dropped(),
        semantic == null ? null : facts(semantic.stats()));
  }

  private static GatewayFacts.SemanticFacts facts(SemanticStats stats) {
    SemanticStats.Rate wrong = stats.falseHits();
    return new GatewayFacts.SemanticFacts(
        stats.entries(),
        stats.served(),
        stats.compared().compared(),
        stats.crowded(),
        wrong.share(),
        wrong.low(),
        wrong.high());
  }

  private static byte[] prometheus(Meter meter, GatewayFacts facts) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      meter.prometheus(facts, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toByteArray();
  }

  private static VertxOptions vertxOptions(int loops) {
    return new VertxOptions()
        .setPreferNativeTransport(true)
        .setEventLoopPoolSize(loops)
        .setWorkerPoolSize(2)
        .setInternalBlockingPoolSize(2);
  }

  private CacheKeys cacheKeys() {
    String settings = config.profile() + "|" + config.savings() + "|" + config.models();
    return new CacheKeys(
        sha256(settings),
        config.savings().cache().perUser(),
        config.profile().cachesVariedSampling());
  }

  private String token() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void requireKeysOffLoopback(SluiceConfig config) throws StartFailed {
    if (config.keys().isEmpty() && !isLoopback(config.listen().host())) {
      throw new StartFailed(
          "listen.host: "
              + config.listen().host()
              + " is reachable from other machines, so callers must show a key (configure keys)");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
