package dev.sluice.workload.replay;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one run.
 *
 * @param variant how it was run
 * @param bill what the provider charged
 * @param booked what the ledger says, null without a gateway
 * @param received the last 1,000 requests that reached the provider, oldest first
 * @param failure why it ended early, empty when it did not
 * @param notes what the workload counted, by a word of its own
 */
public record Run(
    Variant variant,
    Bill bill,
    @Nullable Booked booked,
    List<Received> received,
    String failure,
    Map<String, Long> notes) {
  public Run {
    received = List.copyOf(received);
    notes = Map.copyOf(notes);
  }

  /** What it cost, in nano-dollars of the provider's bill. */
  public long nanos() {
    return bill.nanos();
  }

  /** Requests that were answered by an error. */
  public long errors() {
    return received.stream().filter(request -> request.status() >= 400).count();
  }

  /** What the workload counted under a word, 0 for nothing. */
  public long note(String word) {
    return notes.getOrDefault(word, 0L);
  }

  /** How much cheaper than another run, as a share of that one's cost; negative for dearer. */
  public double cheaperThan(Run other) {
    return other.nanos() == 0 ? 0 : 1 - (double) nanos() / other.nanos();
  }
}
