package dev.sluice.rewrite.reduce;

import dev.sluice.log.Log;
import dev.sluice.price.Mechanisms;
import dev.sluice.rewrite.reduce.FileRegions.Region;
import dev.sluice.rewrite.reduce.ReduceConfig.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes exact known wrappers off what a user wrote: at the beginning of a line, outside files. A
 * text that speaks of safety or of tools is never taken out, nor is all of a text.
 */
final class Boilerplate implements BlockRule {
  private static final Log LOG = Log.of("reduce");

  /** Words by which a text matters more than it costs (spec seeds section 5.B no. 2). */
  private static final Pattern CRITICAL =
      Pattern.compile(
          "safety|secur|constraint|confidential|permission|forbid|critical|"
              + "\\b(must|never|always|do not|don't|only)\\b|"
              + "\\btools?\\b|\\bfunctions?\\b|schema|parameters|\\w\\([^)]*\\)",
          Pattern.CASE_INSENSITIVE);

  private final List<Rule> rules;

  Boilerplate(List<Rule> rules) {
    this.rules = rules.isEmpty() ? Bundled.rules() : List.copyOf(rules);
  }

  @Override
  public String mechanism() {
    return Mechanisms.BOILERPLATE;
  }

  @Override
  public void decide(Batch batch) {
    for (Text text : batch.open()) {
      if (text.kind() == Text.Kind.USER) {
        new Stripping(text, batch).run();
      }
    }
  }

  /** A stretch of characters that goes, and the rule that says so. */
  private record Cut(int from, int to, Rule rule) {}

  /** One text under all rules. */
  private final class Stripping {
    private final Text text;
    private final String there;
    private final Batch batch;
    private final List<Cut> cuts = new ArrayList<>();

    Stripping(Text text, Batch batch) {
      this.text = text;
      this.there = text.decoded();
      this.batch = batch;
    }

    void run() {
      List<Rule> present = rules.stream().filter(rule -> there.contains(rule.from())).toList();
      if (present.isEmpty()) {
        return;
      }
      List<Region> files = FileRegions.in(there);
      for (Rule rule : present) {
        find(rule, files);
      }
      if (leavesSomething()) {
        cuts.forEach(this::patch);
      }
    }

    private void find(Rule rule, List<Region> files) {
      int at = there.indexOf(rule.from());
      while (at >= 0) {
        Cut opening = new Cut(at, at + rule.from().length(), rule);
        int close = rule.to().isEmpty() ? opening.to : there.indexOf(rule.to(), opening.to);
        if (close < 0) {
          return;
        }
        Cut closing = new Cut(close, close + rule.to().length(), rule);
        if (startsLine(at) && files.stream().noneMatch(file -> touches(file, opening, closing))) {
          take(rule, opening, closing);
        }
        at = there.indexOf(rule.from(), closing.to);
      }
    }

    private static boolean touches(Region file, Cut opening, Cut closing) {
      return opening.rule.keep()
          ? file.from() < opening.to && opening.from < file.to()
              || file.from() < closing.to && closing.from < file.to()
          : file.from() < closing.to && opening.from < file.to();
    }

    private boolean startsLine(int at) {
      return at == 0 || there.charAt(at - 1) == '\n';
    }

    private void take(Rule rule, Cut opening, Cut closing) {
      if (rule.keep()) {
        add(opening);
        add(closing);
      } else if (!CRITICAL.matcher(there.substring(opening.to, closing.from)).find()) {
        add(new Cut(opening.from, closing.to, rule));
      }
    }

    private void add(Cut cut) {
      boolean taken = cuts.stream().anyMatch(other -> other.from < cut.to && cut.from < other.to);
      if (cut.from < cut.to && !taken) {
        cuts.add(cut);
      }
    }

    /** The provider refuses a text of nothing but white space. */
    private boolean leavesSomething() {
      StringBuilder rest = new StringBuilder(there);
      cuts.sort((a, b) -> Integer.compare(b.from, a.from));
      cuts.forEach(cut -> rest.delete(cut.from, cut.to));
      return !rest.toString().isBlank();
    }

    private void patch(Cut cut) {
      int from = text.rawOffset(cut.from);
      int to = text.rawOffset(cut.to);
      if (batch.isFree(text, from, to)) {
        int tokens = text.tokens(from, to);
        batch.patch(text, patch(from, to, tokens));
        LOG.debug("a wrapper is taken off", "rule", cut.rule.name(), "tokens", tokens);
      }
    }

    private Patch patch(int from, int to, int tokens) {
      return new Patch(
          Mechanisms.BOILERPLATE,
          text.block(),
          text.inner(),
          from,
          to,
          new byte[0],
          tokens,
          Patch.NO_SOURCE);
    }
  }
}
