package dev.sluice.history;

import dev.sluice.history.Memory.Candidate;
import dev.sluice.history.Memory.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the past of one request among what may be it. One request, one thread.
 *
 * <p>A session holds more than its main conversation: agents make small calls of their own over the
 * same messages. So the past must have much of its tools and system in common with the request. A
 * clock in the system prompt changes little of it; a call for a title has another one.
 */
final class Ancestors {
  private static final double AKIN = 0.3;
  private static final double GOES_ON = 0.5;
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);

  private final Asked asked;
  private final String model;
  private final Instant at;
  private final Likeness likeness;

  Ancestors(Asked asked, String model, Instant at, Likeness likeness) {
    this.asked = asked;
    this.model = model;
    this.at = at;
    this.likeness = likeness;
  }

  /** The past and its session; {@code fresh} is the session of a request that has none. */
  Ancestry choose(Found found, SessionMark fresh) {
    Remembered past = extended(found.extended());
    if (past == null) {
      past = changed(found.recent());
    }
    SessionMark session = found.session();
    if (session == null) {
      session = past != null ? past.session : kin(found.extended());
    }
    return new Ancestry(session == null ? fresh : session, past);
  }

  /** The longest request that this one extends or repeats. */
  private @Nullable Remembered extended(List<Candidate> candidates) {
    Remembered best = null;
    int bestRank = 0;
    int messages = 0;
    for (Candidate each : candidates) {
      if (best != null && each.messages() < messages) {
        break;
      }
      int rank = rank(each);
      if (rank > bestRank) {
        best = each.request();
        bestRank = rank;
        messages = each.messages();
      }
    }
    return best;
  }

  /** How well it fits; 0 when it is no past of this request. */
  private int rank(Candidate candidate) {
    Remembered request = candidate.request();
    double head = likeness.ofHead(request.prefix);
    boolean repeated = candidate.messages() == asked.lastMessage() + 1;
    if (head < AKIN || (repeated && !isRepeat(candidate, head))) {
      return 0;
    }
    return 1
        + (head == 1 ? 4 : 0)
        + (request.model.equals(model) ? 2 : 0)
        + (candidate.last() ? 1 : 0);
  }

  /**
   * Whether the same messages are the same request once more. Of a request without an answer in it,
   * such as a greeting, only a recent one that nothing has followed: it may be anybody's.
   */
  private boolean isRepeat(Candidate candidate, double head) {
    boolean young = Duration.between(candidate.request().at, at).compareTo(LONGEST_RETRY) <= 0;
    return head == 1 && (candidate.messages() > 1 || (candidate.last() && young));
  }

  /** The request most of which is still there though an earlier message was changed. */
  private @Nullable Remembered changed(List<Remembered> recent) {
    Remembered best = null;
    double most = GOES_ON;
    for (Remembered each : recent) {
      double kept = likeness.ofMessages(each.prefix);
      if (kept >= most && (best == null || kept > most) && likeness.ofHead(each.prefix) >= AKIN) {
        best = each;
        most = kept;
      }
    }
    return best;
  }

  /** The session of a request over which this one, with another head, was made. */
  private @Nullable SessionMark kin(List<Candidate> candidates) {
    for (Candidate each : candidates) {
      if (each.messages() <= asked.lastMessage()) {
        return each.request().session;
      }
    }
    return null;
  }
}
