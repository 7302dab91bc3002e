package dev.sluice.provider.anthropic;

import org.jspecify.annotations.Nullable;

/** Makes the observer for a reply. */
public final class ReplyObservers {
  private ReplyObservers() {}

  /**
   * An observer for one reply.
   *
   * @param sse whether the reply's content type is {@code text/event-stream}
   * @param encoding the reply's content coding, null for none; gzip is observed by a decoded copy,
   *     any other passes unobserved
   * @param keepContent whether {@link ReplyObserver#content} is wanted
   * @param contentLimit most bytes kept for it; a larger reply is observed but not kept
   */
  public static ReplyObserver forReply(
      boolean sse, @Nullable String encoding, boolean keepContent, int contentLimit) {
    int limit = keepContent ? Math.max(0, contentLimit) : 0;
    if (encoding == null || encoding.equalsIgnoreCase("identity")) {
      return plain(sse, limit);
    }
    return encoding.equalsIgnoreCase("gzip") ? new GunzipObserver(plain(sse, 0)) : none();
  }

  /** An observer that sees nothing: for replies that only pass. */
  public static ReplyObserver none() {
    return BlindObserver.INSTANCE;
  }

  private static ReplyObserver plain(boolean sse, int limit) {
    return sse ? new StreamObserver(limit) : new WholeObserver(limit);
  }
}
