package dev.sluice.upstream;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of a host by the operating system's own resolver, which follows hosts files,
 * VPNs and network changes. Answers are kept for 30 s, and used for longer when the resolver fails.
 * The look-up runs on a platform thread, for it blocks natively; callers wait on virtual threads.
 */
final class Addresses {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PATIENCE_SECONDS = 5;

  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final ExecutorService resolver =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("resolver-", 0).factory());

  /** Where this endpoint is; by name only when a proxy resolves it. Never throws. */
  Answer of(URI endpoint, @Nullable URI proxy) {
    String host = endpoint.getHost();
    if (proxy != null || isLiteral(host)) {
      return new Answer(List.of(), null);
    }
    Known before = known.get(host);
    if (before != null && System.nanoTime() - before.at < FRESH_NANOS) {
      return new Answer(before.addresses, null);
    }
    try {
      List<InetAddress> found =
          resolver
              .submit(() -> List.of(InetAddress.getAllByName(host)))
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      known.put(host, new Known(found, System.nanoTime()));
      return new Answer(found, null);
    } catch (ExecutionException | TimeoutException e) {
      return before != null ? new Answer(before.addresses, null) : failure(host, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(List.of(), "interrupted while resolving " + host);
    }
  }

  private static Answer failure(String host, Exception failure) {
    boolean unknown = failure.getCause() instanceof UnknownHostException;
    return new Answer(List.of(), host + (unknown ? ": unknown host" : ": the resolver is silent"));
  }

  private static boolean isLiteral(String host) {
    return host.startsWith("[") || host.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
  }

  /**
   * Where a host is.
   *
   * @param addresses its addresses in the system's order; empty to connect by the name itself
   * @param failure why there is none, null when there is
   */
  record Answer(List<InetAddress> addresses, @Nullable String failure) {}

  private record Known(List<InetAddress> addresses, long at) {}
}
