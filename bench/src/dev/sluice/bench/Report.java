package dev.sluice.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Words an outcome, for people as Markdown and for programs as JSON. */
record Report(Options options, Map<String, String> versions, Outcome outcome) {

  String markdown() {
    StringBuilder text = new StringBuilder();
    String what =
        versions.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining("; "));
    text.append("Measured ").append(LocalDate.now()).append("; ").append(what).append(".\n\n");
    String rounds = options.rounds + (options.rounds == 1 ? " round" : " rounds");
    text.append(rounds).append(", order by seed ").append(options.seed).append(", ");
    text.append(outcome.seconds()).append(" s; ").append(trust()).append("\n\n");
    figures(text);
    goals(text);
    checks(text);
    return text.toString();
  }

  String json() {
    Map<String, Object> tree = new LinkedHashMap<>(versions);
    tree.put("date", LocalDate.now().toString());
    tree.put("rounds", options.rounds);
    tree.put("seed", options.seed);
    tree.put("seconds", outcome.seconds());
    tree.put("othersCores", outcome.others());
    tree.put("stealCores", outcome.steal());
    tree.put("figures", figuresTree());
    tree.put("goals", Goal.ALL.stream().map(this::goalTree).toList());
    tree.put("requests", outcome.requests());
    tree.put("faults", outcome.faults());
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(tree)
        + "\n";
  }

  private String trust() {
    return "others used at most "
        + Spread.number(outcome.others())
        + " core during a run, the host "
        + Spread.number(outcome.steal())
        + (outcome.quiet() ? "." : ": **the machine was not quiet, do not trust these figures**.");
  }

  private void figures(StringBuilder text) {
    row(text, "", outcome.names());
    row(text, "---", outcome.names().stream().map(_ -> "---").toList());
    for (Metric metric : Metric.values()) {
      if (outcome.figures().has(metric)) {
        row(text, metric.title, outcome.names().stream().map(name -> cell(metric, name)).toList());
      }
    }
  }

  private String cell(Metric metric, String name) {
    return outcome.figures().spread(metric, name).map(Spread::toString).orElse("-");
  }

  private void goals(StringBuilder text) {
    List<String> rows = new ArrayList<>();
    for (Goal goal : Goal.ALL) {
      goal.reached(outcome.figures())
          .ifPresent(reached ->
              rows.add(
                  "| "
                      + goal.title()
                      + " | "
                      + reached
                      + " | <= "
                      + Spread.number(goal.limit()).replaceAll("\\.0+$|(\\.\\d*?[1-9])0+$", "$1")
                      + " | "
                      + goal.verdict(reached)
                      + " |\n"));
    }
    if (!rows.isEmpty()) {
      text.append("\n| goal | reached | limit | |\n| --- | --- | --- | --- |\n");
      rows.forEach(text::append);
    }
  }

  private void checks(StringBuilder text) {
    String sent =
        outcome.requests().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    text.append("\nRequests: ")
        .append(sent)
        .append(". Not answered with 200, cut, incomplete or out of order: ");
    text.append(outcome.faults().isEmpty() ? "0." : "see below.")
        .append(' ')
        .append(outcome.entries())
        .append('\n');
    outcome.faults().forEach(fault -> text.append("* ").append(fault).append('\n'));
  }

  private static void row(StringBuilder text, String title, List<String> cells) {
    text.append("| ").append(title).append(" | ").append(String.join(" | ", cells)).append(" |\n");
  }

  private Map<String, Object> figuresTree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      if (outcome.figures().has(metric)) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        outcome.names().forEach(name -> values.put(name, outcome.figures().of(metric, name)));
        tree.put(metric.name().toLowerCase(Locale.ROOT), values);
      }
    }
    return tree;
  }

  private Map<String, Object> goalTree(Goal goal) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("goal", goal.title());
    tree.put("limit", goal.limit());
    goal.reached(outcome.figures())
        .ifPresent(reached -> {
          tree.put("reached", reached);
          tree.put("verdict", goal.verdict(reached));
        });
    return tree;
  }
}
