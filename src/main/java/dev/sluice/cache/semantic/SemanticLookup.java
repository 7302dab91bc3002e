package dev.sluice.cache.semantic;

import dev.sluice.cache.StoredReply;
import org.jspecify.annotations.Nullable;

/** What the semantic cache has for a request. */
public sealed interface SemanticLookup {

  /**
   * A reply to a request that means the same.
   *
   * @param reply as it was stored; it can be had in either form
   * @param similarity cosine of the two questions
   * @param entry the id by which it can be called wrong
   */
  record Served(StoredReply reply, double similarity, String entry) implements SemanticLookup {}

  /**
   * It may not be answered from here.
   *
   * @param reason why, in a few words for logs and headers
   */
  record Bypass(String reason) implements SemanticLookup {}

  /**
   * The provider is to be asked, and its reply teaches: it is kept, and where a candidate passed
   * the guard it is compared with that one's. Used by one exchange; closing it without a reply is
   * how a failed exchange ends.
   */
  final class Probe implements SemanticLookup, AutoCloseable {
    private final SemanticCache cache;
    private final Question question;
    private final float[] vector;
    private final @Nullable Candidate candidate;
    private boolean open = true;

    Probe(SemanticCache cache, Question question, float[] vector, @Nullable Candidate candidate) {
      this.cache = cache;
      this.question = question;
      this.vector = vector;
      this.candidate = candidate;
    }

    /** Whether there is an entry that this reply will be compared with. */
    public boolean compares() {
      return candidate != null;
    }

    /** Whether that entry would have been served but for shadow mode or verification. */
    public boolean wouldServe() {
      return candidate != null && candidate.proven();
    }

    Question question() {
      return question;
    }

    float[] vector() {
      return vector;
    }

    @Nullable Candidate candidate() {
      return candidate;
    }

    /**
     * Takes the provider's complete reply. Only the first call counts. Never throws; the work is
     * done by another thread.
     */
    public void answered(StoredReply reply) {
      if (open) {
        open = false;
        cache.answered(this, reply);
      }
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
