package dev.sluice;

import static java.util.Objects.requireNonNullElse;

import dev.sluice.exchange.CacheState;
import dev.sluice.exchange.Call;
import dev.sluice.exchange.Caller;
import dev.sluice.exchange.Ending;
import dev.sluice.exchange.Refusal;
import dev.sluice.exchange.Session;
import dev.sluice.history.CacheBreak;
import dev.sluice.ledger.LedgerEntry;
import dev.sluice.listener.Downstream;
import dev.sluice.listener.Route;
import dev.sluice.message.Index;
import dev.sluice.message.Usage;
import dev.sluice.price.Claim;
import dev.sluice.price.Cost;
import dev.sluice.price.Mechanisms;
import dev.sluice.price.PriceTable;
import dev.sluice.price.Savings;
import dev.sluice.price.Valued;
import dev.sluice.provider.anthropic.ReplyFacts;
import dev.sluice.upstream.Relayed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger entry of an exchange that is under way. Closing it writes the entry, on every way out;
 * used by the exchange's virtual thread alone.
 */
final class OpenEntry implements AutoCloseable {
  private final String id;
  private final Instant at;
  private final Downstream downstream;
  private final Consumer<OpenEntry> written;
  private final List<LedgerEntry.Try> tries = new ArrayList<>();
  private final List<ReplyFacts> failed = new ArrayList<>();

  private LedgerEntry.Who who = new LedgerEntry.Who("", null, "", "");
  private String model = "";
  private boolean stream;
  private String provider = "";
  private String requestId = "";
  private CacheState cache = CacheState.BYPASS;
  private Ending ending = Ending.GATEWAY_ERROR;
  private int status;
  private String error = "";
  private long bytes;
  private long firstByte;
  private long lastByte;
  private long waited;
  private List<Claim> claims = List.of();
  private LedgerEntry.@Nullable Routed routed;
  private @Nullable CacheBreak cacheBreak;
  private boolean heldOut;
  private @Nullable ReplyFacts facts;
  private @Nullable Cost without;

  OpenEntry(String id, Instant at, Downstream downstream, Consumer<OpenEntry> written) {
    this.id = id;
    this.at = at;
    this.downstream = downstream;
    this.written = written;
  }

  String id() {
    return id;
  }

  void call(Call call) {
    Index index = call.body().index();
    if (index != null) {
      String named = index.model();
      model = named == null ? "" : named;
      stream = index.stream();
    }
    who = new LedgerEntry.Who("", null, Session.of(call), agentOf(call));
  }

  void caller(Caller caller) {
    who = new LedgerEntry.Who(caller.tenant(), caller.key(), who.session(), who.agent());
  }

  String session() {
    return who.session();
  }

  /** The conversation as its prefixes tell it, where the client does not. */
  void session(String name) {
    who = new LedgerEntry.Who(who.tenant(), who.key(), name, who.agent());
  }

  /** Its session runs without savings, for comparison. */
  void heldOut() {
    heldOut = true;
  }

  boolean isHeldOut() {
    return heldOut;
  }

  /** What the mechanisms did to the request, to be valued at the end. */
  void claims(List<Claim> made) {
    claims = List.copyOf(made);
  }

  /** The mechanisms that acted on the request, each once; to have spent is not to have acted. */
  List<String> mechanisms() {
    return claims.stream()
        .filter(claim -> !(claim instanceof Claim.Spent))
        .map(Claim::mechanism)
        .distinct()
        .toList();
  }

  /** Another model than the requested one answers. */
  void routed(LedgerEntry.Routed to) {
    routed = to;
  }

  /** Why the prompt cache gave less than it could have, null when it did not. */
  void cacheBreak(@Nullable CacheBreak why) {
    cacheBreak = why;
  }

  /** What the upstream billed so far, {@link Usage#NONE} when nothing or not known. */
  Usage usage() {
    return facts == null || without != null ? Usage.NONE : facts.usage();
  }

  /** The status that an upstream's reply had, 0 when none went down. */
  int upstreamStatus() {
    return facts == null || without != null ? 0 : status;
  }

  void cache(CacheState state) {
    cache = state;
  }

  CacheState cache() {
    return cache;
  }

  /** Time in which Sluice itself did nothing but wait for the upstream or the client. */
  void waited(long nanos) {
    waited += nanos;
  }

  void tried(String name, int tryStatus, String result, long nanos) {
    tries.add(new LedgerEntry.Try(name, tryStatus, result, nanos / 1_000_000));
  }

  /** Books what an attempt that failed was billed all the same (DESIGN section 5 "Commit"). */
  void failed(ReplyFacts billed) {
    if (!billed.usage().isNone()) {
      failed.add(billed);
    }
  }

  void delivered(String name, Relayed.Reply reply, Ending how) {
    provider = name;
    requestId = reply.head().requestId();
    status = reply.head().status();
    ending = how;
    error = requireNonNullElse(reply.facts().errorType(), "");
    facts = reply.facts();
    bytes = reply.bytes();
    firstByte = reply.firstByte();
    lastByte = reply.lastByte();
  }

  /** Answered from a cache: {@code cache()} says from which. */
  void replayed(String name, ReplyFacts stored, long size, Cost saved) {
    provider = name;
    status = 200;
    ending = Ending.COMPLETE;
    facts = stored;
    without = saved;
    bytes = size;
    lastByte = System.nanoTime();
    firstByte = lastByte;
  }

  void refused(Refusal refusal, Ending how) {
    status = refusal.status();
    ending = how;
    error = refusal.type();
    lastByte = System.nanoTime();
  }

  void gone() {
    ending = Ending.CLIENT_GONE;
    lastByte = System.nanoTime();
  }

  @Override
  public void close() {
    written.accept(this);
  }

  /** The finished entry. */
  LedgerEntry entry(PriceTable prices) {
    String served = facts == null ? "" : requireNonNullElse(facts.model(), "");
    Usage usage = usage();
    return new LedgerEntry(
        id,
        at,
        who,
        new LedgerEntry.Asked(
            downstream.method(), downstream.path(), model, stream, downstream.body().length),
        new LedgerEntry.Served(provider, served, tries, requestId, bytes),
        new LedgerEntry.Outcome(status, ending, stopReason(), error, cache),
        usage,
        money(prices, served, usage),
        timings(),
        notes(prices, served.isEmpty() ? model : served, usage));
  }

  private String stopReason() {
    return facts == null ? "" : requireNonNullElse(facts.stopReason(), "");
  }

  private LedgerEntry.Money money(PriceTable prices, String served, Usage usage) {
    if (without != null) {
      String by = cache == CacheState.SEMANTIC ? Mechanisms.SEMANTIC : Mechanisms.EXACT;
      return money(Savings.hit(by, without, claims), Cost.free());
    }
    boolean unknown =
        facts != null
            && !facts.usageKnown()
            && usage.isNone()
            && downstream.route() == Route.MESSAGES
            && status == 200;
    String priced = served.isEmpty() ? model : served;
    Cost lost = Cost.free();
    for (ReplyFacts one : failed) {
      lost = lost.plus(prices.cost(requireNonNullElse(one.model(), model), one.usage()));
    }
    if (unknown) {
      Cost unpriced = new Cost.Unpriced(priced);
      return new LedgerEntry.Money(unpriced, unpriced, List.of());
    }
    return money(Savings.value(prices, model, served, usage, claims), lost);
  }

  /** What failed attempts were billed is no mechanism's doing. */
  private static LedgerEntry.Money money(Valued valued, Cost lost) {
    LedgerEntry.Money money = LedgerEntry.Money.of(valued);
    return new LedgerEntry.Money(
        money.cost().plus(lost), money.without().plus(lost), money.savings());
  }

  private LedgerEntry.Notes notes(PriceTable prices, String priced, Usage usage) {
    LedgerEntry.CacheBreak broken =
        cacheBreak == null
            ? null
            : new LedgerEntry.CacheBreak(
                cacheBreak.kind(),
                cacheBreak.what(),
                cacheBreak.lost(),
                Savings.paidAgain(prices, priced, usage, cacheBreak.lost()).nanosOrZero(),
                cacheBreak.wandering());
    List<String> tags = downstream.headers().all("x-sluice-tag");
    return new LedgerEntry.Notes(tags, broken, routed, heldOut);
  }

  private LedgerEntry.Timings timings() {
    long arrived = downstream.arrivedNanos();
    long total = lastByte == 0 ? -1 : lastByte - arrived;
    long first = firstByte == 0 ? -1 : firstByte - arrived;
    long generation = firstByte == 0 || lastByte == 0 ? -1 : lastByte - firstByte;
    long own = total < 0 ? -1 : Math.max(0, total - waited);
    return new LedgerEntry.Timings(total, first, generation, own);
  }

  private static String agentOf(Call call) {
    String agent = call.headers().get("user-agent");
    if (agent == null) {
      return "";
    }
    int end = agent.indexOf(' ');
    String product = end < 0 ? agent : agent.substring(0, end);
    return product.length() <= 80 ? product : product.substring(0, 80);
  }
}
