package dev.sluice.provider.anthropic;

/** Makes the observer for a reply. */
public final class ReplyObservers {
  private ReplyObservers() {}

  /**
   * An observer for one reply.
   *
   * @param sse whether the reply's content type is {@code text/event-stream}
   * @param keepContent whether {@link ReplyObserver#content} is wanted
   * @param contentLimit most bytes kept for it; a larger reply is observed but not kept
   */
  public static ReplyObserver forReply(boolean sse, boolean keepContent, int contentLimit) {
    int limit = keepContent ? Math.max(0, contentLimit) : 0;
    return sse ? new StreamObserver(limit) : new WholeObserver(limit);
  }
}
