package dev.sluice.route.tier;

import dev.sluice.models.ModelCatalog;
import dev.sluice.price.PriceTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Prompts whose tier people have named, and where the rules send them: lines of a tier, a tab and a
 * prompt, whose line breaks are written {@code \n}. As a program it measures files that are not in
 * the tree: {@code FILE... [--half SEED] [--reasons]}.
 */
record LabelledPrompts(String name, List<Labelled> prompts) {
  private static final String DEAREST = RoutingConfig.Tiers.DEFAULT.complex();

  /** A prompt with the tier that it is said to need. */
  record Labelled(Tier tier, String prompt) {}

  /** A prompt with the tier that it was sent to, and why. */
  record Sent(Labelled labelled, Tier tier, String reason) {
    boolean isBelow() {
      return tier.compareTo(labelled.tier()) < 0;
    }

    boolean isCheaper() {
      return tier != Tier.COMPLEX;
    }

    @Override
    public String toString() {
      String prompt = labelled.prompt().replace("\n", "\\n");
      return labelled.tier() + " sent to " + tier + " (" + reason + "): " + prompt;
    }
  }

  /** The prompts of a resource beside the workloads. */
  static LabelledPrompts resource(String name) throws IOException {
    try (InputStream in = Tier.class.getResourceAsStream("/dev/sluice/workload/" + name)) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return of(name, new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static LabelledPrompts of(String name, String text) {
    List<Labelled> prompts = new ArrayList<>();
    for (String line : text.lines().filter(each -> each.indexOf('\t') > 0).toList()) {
      int tab = line.indexOf('\t');
      String prompt = line.substring(tab + 1).replace("\\n", "\n");
      prompts.add(new Labelled(Tier.valueOf(line.substring(0, tab)), prompt));
    }
    return new LabelledPrompts(name, prompts);
  }

  /** Where the rules alone send each of them. */
  Figures measure() {
    ModelRouting routing =
        new ModelRouting(
            RoutingConfig.DEFAULT,
            new ModelRouting.Switches(true, true),
            ModelCatalog.bundled(),
            Prices.of(PriceTable.bundled()),
            InstantSource.system());
    List<Sent> sent = new ArrayList<>();
    for (Labelled each : prompts) {
      String body = Requests.ask(DEAREST, "", each.prompt());
      Choice choice = routing.choose(Requests.request(Requests.call(body), Requests.NOBODY));
      Tier tier = choice instanceof Choice.Rerouted rerouted ? rerouted.tier() : Tier.COMPLEX;
      sent.add(new Sent(each, tier, choice.reason()));
    }
    return new Figures(name, sent);
  }

  /** Two halves, drawn by chance. */
  private List<LabelledPrompts> halves(long seed) {
    List<Labelled> mixed = new ArrayList<>(prompts);
    Collections.shuffle(mixed, new Random(seed));
    int middle = mixed.size() / 2;
    return List.of(
        new LabelledPrompts(name + ", first half", mixed.subList(0, middle)),
        new LabelledPrompts(name + ", second half", mixed.subList(middle, mixed.size())));
  }

  /** What came of them. */
  record Figures(String name, List<Sent> sent) {
    List<Sent> below() {
      return sent.stream().filter(Sent::isBelow).toList();
    }

    long count(Tier label, Tier tier) {
      return sent.stream().filter(s -> s.labelled().tier() == label && s.tier() == tier).count();
    }

    double share(Tier label, Tier tier) {
      return (double) count(label, tier) / Math.max(1, all(label));
    }

    /** The share of a label that is not served by the dearest. */
    double cheaper(Tier label) {
      return 1 - share(label, Tier.COMPLEX);
    }

    private long all(Tier label) {
      return sent.stream().filter(s -> s.labelled().tier() == label).count();
    }

    /** Prints how many of each label were sent where, and which below it. */
    Figures print() {
      System.out.println(name + ": label, then sent to SIMPLE, MODERATE, COMPLEX, cheaper");
      for (Tier label : Tier.values()) {
        Map<Tier, Long> row = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
          row.put(tier, count(label, tier));
        }
        System.out.printf(
            Locale.ROOT,
            "  %-8s %4d %4d %4d  %3.0f %%%n",
            label,
            row.get(Tier.SIMPLE),
            row.get(Tier.MODERATE),
            row.get(Tier.COMPLEX),
            100 * cheaper(label));
      }
      System.out.printf(
          Locale.ROOT, "  below their label: %d of %d%n", below().size(), sent.size());
      below().forEach(each -> System.out.println("  " + each));
      return this;
    }
  }

  /** Measures files. */
  public static void main(String[] arguments) throws IOException {
    List<String> words = List.of(arguments);
    int half = words.indexOf("--half");
    for (String word : words) {
      if (word.endsWith(".tsv")) {
        Path file = Path.of(word);
        LabelledPrompts all = of(file.toString(), Files.readString(file));
        for (LabelledPrompts each :
            half < 0 ? List.of(all) : all.halves(Long.parseLong(words.get(half + 1)))) {
          Figures figures = each.measure().print();
          if (words.contains("--reasons")) {
            figures.sent().forEach(System.out::println);
          }
        }
      }
    }
  }
}
