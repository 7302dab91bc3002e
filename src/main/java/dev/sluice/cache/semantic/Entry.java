package dev.sluice.cache.semantic;

import dev.sluice.cache.StoredReply;
import dev.sluice.cache.semantic.guard.Sense;
import dev.sluice.cache.semantic.trust.Outcomes;

/**
 * A question with its reply, and what is known of it.
 *
 * @param id a UUID
 * @param question as it was asked
 * @param sense the question as the guard reads it
 * @param reply the provider's, as JSON
 * @param outcomes comparisons with live replies since its last mistake
 * @param bar the similarity below which it is not served, 0 unless it made a mistake
 */
record Entry(
    String id, Question question, Sense sense, StoredReply reply, Outcomes outcomes, double bar) {

  Entry with(Outcomes others, double otherBar) {
    return new Entry(id, question, sense, reply, others, otherBar);
  }

  /** About what it takes in memory. */
  long size() {
    return 1_024L + reply.bytes().length + 4L * question.text().length();
  }
}
