package dev.sluice.cache.semantic;

import dev.sluice.cache.StoredReply;
import dev.sluice.cache.semantic.SemanticLookup.Probe;
import dev.sluice.cache.semantic.embed.Embedder;
import dev.sluice.cache.semantic.guard.LexicalGuard;
import dev.sluice.cache.semantic.index.IndexFailed;
import dev.sluice.cache.semantic.index.VectorIndex;
import dev.sluice.log.Log;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Learns from live replies, on one platform thread behind the exchanges: compares candidates, keeps
 * new entries, lets those go that were wrong. What does not fit into its queue is not learned.
 */
final class Learner implements AutoCloseable {
  private static final Log LOG = Log.of("semantic");
  private static final int MOST_WAITING = 256;
  private static final int EXPIRE_EVERY = 64;

  private final VectorIndex index;
  private final LexicalGuard guard;
  private final Knowledge knowledge;
  private final Agreement agreement;
  private final ThreadPoolExecutor thread;
  private boolean warned;
  private long learned;

  Learner(SemanticCache.Parts parts, Knowledge knowledge) {
    Embedder embedder = parts.embedder();
    this.index = parts.index();
    this.guard = parts.guard();
    this.knowledge = knowledge;
    this.agreement = new Agreement(embedder, guard);
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("sluice-semantic-learner").factory());
  }

  void answered(Probe probe, StoredReply reply) {
    try {
      thread.execute(() -> learn(probe, reply));
    } catch (RejectedExecutionException e) {
      LOG.debug("a reply was not learned");
    }
  }

  private void learn(Probe probe, StoredReply reply) {
    KeptReply live = KeptReply.of(reply);
    if (live == null) {
      return;
    }
    Candidate candidate = probe.candidate();
    if (candidate != null) {
      compare(candidate, probe.question(), live);
    }
    keep(probe, live);
    if (++learned % EXPIRE_EVERY == 0) {
      knowledge.expire().forEach(this::takeOut);
    }
  }

  private void compare(Candidate candidate, Question question, KeptReply live) {
    Entry entry = knowledge.fresh(candidate.entry(), question.partition());
    if (entry == null) {
      return;
    }
    switch (agreement.of(KeptReply.text(entry.reply()), live.text())) {
      case SAME -> knowledge.learn(candidate, true);
      case OTHER -> {
        if (knowledge.learn(candidate, false)) {
          drop(candidate.entry());
        }
      }
      case UNKNOWN -> LOG.debug("a reply could not be compared");
    }
  }

  private void keep(Probe probe, KeptReply live) {
    Question question = probe.question();
    Entry entry =
        new Entry(
            UUID.randomUUID().toString(),
            question,
            guard.read(question.text()),
            live.reply(),
            dev.sluice.cache.semantic.trust.Outcomes.NONE,
            0);
    try {
      index.add(entry.id(), question.partition(), probe.vector());
      knowledge.keep(entry).forEach(this::takeOut);
    } catch (IndexFailed e) {
      failed(e);
    }
  }

  private void drop(String id) {
    knowledge.drop(id);
    takeOut(id);
  }

  private void takeOut(String id) {
    try {
      index.remove(id);
    } catch (IndexFailed e) {
      failed(e);
    }
  }

  private void failed(IndexFailed e) {
    if (!warned) {
      warned = true;
      LOG.warn("the vector index does not answer", "reason", e.getMessage());
    }
  }

  /** Lets the entry go that was reported; its vector follows when the thread has time. */
  boolean wrong(String entryOrExchange) {
    String id = knowledge.reported(entryOrExchange);
    if (id == null) {
      return false;
    }
    knowledge.drop(id);
    try {
      thread.execute(() -> takeOut(id));
    } catch (RejectedExecutionException e) {
      LOG.debug("a vector is left behind; nothing leads to it");
    }
    return true;
  }

  boolean settle(Duration patience) {
    try {
      thread.submit(() -> {}).get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (RejectedExecutionException | ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
