package dev.sluice.listener;

import dev.sluice.exchange.Refusal;

/** What the listener hands requests to. Every call comes on a virtual thread of its own. */
public interface Path {

  /** Serves a request that came in, whose body has been read if its route is parsed. */
  void serve(Downstream downstream);

  /** Answers a request that the listener refuses, and records it. */
  void refuse(Downstream downstream, Refusal refusal);
}
