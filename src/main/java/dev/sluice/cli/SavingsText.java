package dev.sluice.cli;

import dev.sluice.view.BreakAt;
import dev.sluice.view.BreakSums;
import dev.sluice.view.Comparison;
import dev.sluice.view.Dollars;
import dev.sluice.view.MechanismSums;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What mechanisms saved and what broke the prompt cache, in sentences for people. */
final class SavingsText {
  private static final int CAUSES = 3;

  private SavingsText() {}

  /** The lines below the table of {@code sluice stats}. */
  static List<String> lines(Figures figures) {
    List<String> lines = new ArrayList<>();
    figures.mechanisms().forEach(one -> lines.add(mechanism(one)));
    if (!figures.breaks().isEmpty()) {
      lines.add(causes(figures.breaks()));
    }
    for (BreakSums cause : figures.breaks()) {
      if (cause.wandering() && cause.count() > 1) {
        lines.add(
            "  "
                + cause.cause()
                + " keeps defeating the prompt cache: move it behind what stays the same");
      }
    }
    if (figures.comparison().held() > 0) {
      lines.add(comparison(figures.comparison()));
    }
    return lines;
  }

  private static String mechanism(MechanismSums one) {
    List<String> how = new ArrayList<>();
    how.add(Words.count(one.exchanges(), "exchange"));
    if (one.spent() != 0 || one.calls() != 0) {
      how.add(
          "net of "
              + Dollars.people(one.spent())
              + " spent in "
              + Words.count(one.calls(), "call")
              + " of its own");
    }
    how.add(one.measured() ? "measured" : "estimated");
    return "saved by "
        + one.mechanism()
        + ": "
        + Dollars.people(one.saved())
        + " ("
        + String.join(", ", how)
        + ")";
  }

  private static String causes(List<BreakSums> breaks) {
    List<String> named = new ArrayList<>();
    for (BreakSums cause : breaks.subList(0, Math.min(CAUSES, breaks.size()))) {
      named.add(cause.cause() + " (" + cause.count() + ")");
    }
    if (breaks.size() > CAUSES) {
      long others = breaks.stream().skip(CAUSES).mapToLong(BreakSums::count).sum();
      named.add("others (" + others + ")");
    }
    long count = breaks.stream().mapToLong(BreakSums::count).sum();
    long tokens = breaks.stream().mapToLong(BreakSums::tokens).sum();
    long nanos = breaks.stream().mapToLong(BreakSums::nanos).sum();
    return cost(count, tokens, nanos) + ": " + String.join(", ", named);
  }

  /** The part of a receipt about breaks, of which there is at least one. */
  static String breaks(List<BreakAt> breaks) {
    BreakAt worst =
        breaks.stream()
            .max(Comparator.comparingLong(BreakAt::nanos).thenComparingLong(BreakAt::tokens))
            .orElseThrow();
    long tokens = breaks.stream().mapToLong(BreakAt::tokens).sum();
    long nanos = breaks.stream().mapToLong(BreakAt::nanos).sum();
    return cost(breaks.size(), tokens, nanos)
        + " (turn "
        + worst.turn()
        + ": "
        + happened(worst.kind())
        + ")";
  }

  /** What they cost; in tokens where no price is known. */
  private static String cost(long count, long tokens, long nanos) {
    String breaks = Words.count(count, "cache break") + " cost ";
    return nanos == 0 && tokens > 0
        ? breaks + Words.count(tokens, "token")
        : breaks + Dollars.inText(nanos);
  }

  private static String happened(String kind) {
    return switch (kind) {
      case "expired", "unexplained" -> kind;
      case "message" -> "an earlier message changed";
      case "parameter" -> "a parameter changed";
      default -> kind + " changed";
    };
  }

  private static String comparison(Comparison comparison) {
    return switch (comparison) {
      case Comparison.TooFew few ->
          String.format(
              Locale.ROOT,
              "holdout: %s without savings, %d with; an estimate needs at least %d on each side",
              Words.count(few.held(), "session"),
              few.treated(),
              Comparison.LEAST);
      case Comparison.Estimate e ->
          String.format(
              Locale.ROOT,
              "holdout: sessions with savings cost %.0f %% %s"
                  + " (95 %% interval %.0f to %.0f %%; %d with, %d without)",
              Math.abs(100 * e.saving()),
              e.saving() < 0 ? "more" : "less",
              100 * (e.saving() < 0 ? -e.high() : e.low()),
              100 * (e.saving() < 0 ? -e.low() : e.high()),
              e.treated(),
              e.held());
    };
  }
}
