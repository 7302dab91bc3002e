package dev.sluice.config;

import dev.sluice.log.Escapes;
import dev.sluice.log.Masking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a configuration file, quoted in problems with the values of secrets hidden. */
final class SourceText {
  private static final Pattern SETTING =
      Pattern.compile("([A-Za-z_][\\w-]*+)([\"']?+\\s*+[:=]\\s*+)([^\\s,}\\]{\\[|>#][^,}\\]]*+)");
  private static final Pattern SECRET_NAME =
      Pattern.compile(".*(key|token|secret|passw|credential|auth|hash).*");
  private static final Pattern SHOWN =
      Pattern.compile("[\"']?(env:|file:|passthrough|sha256:|null|~).*|\\$\\{?[A-Z][A-Z0-9_]*\\s*");
  private static final int BEFORE = 1;

  private final String shown;
  private final List<String> lines;

  /** A text under the name that people see. */
  SourceText(String shown, String text) {
    this.shown = shown;
    this.lines = hideBlocks(text.lines().toList());
  }

  /** The spot of a place in this text with its line, the one before it, and a caret. */
  Problem.Spot spot(Place.InFile place, String label) {
    List<String> snippet = new ArrayList<>();
    int last = Math.min(place.line(), lines.size());
    int width = Math.max(2, Integer.toString(last).length() + 1);
    String margin = " ".repeat(width) + " | ";
    snippet.add(margin.stripTrailing());
    for (int line = Math.max(1, last - BEFORE); line <= last; line++) {
      String number = Integer.toString(line);
      String source = cut(Escapes.controls(hide(lines.get(line - 1))));
      snippet.add(" ".repeat(width - number.length()) + number + " | " + source);
    }
    snippet.add(margin + caret(place, last, label));
    return new Problem.Spot(shown, place.line(), place.column(), snippet);
  }

  private static String cut(String line) {
    return line.length() > 160 ? line.substring(0, 157) + "..." : line;
  }

  private String caret(Place.InFile place, int last, String label) {
    if (last == 0) {
      return ("^ " + label).stripTrailing();
    }
    String source = lines.get(last - 1);
    int from = Math.min(place.column() - 1, source.length());
    int to = Math.min(from + place.length(), source.length());
    int indent = visibleLength(source.substring(0, from));
    int length = Math.max(1, Math.min(60, visibleLength(source.substring(0, to)) - indent));
    return " ".repeat(Math.min(indent, 157)) + ("^".repeat(length) + " " + label).stripTrailing();
  }

  private static int visibleLength(String start) {
    return Escapes.controls(hide(start)).length();
  }

  private static String hide(String line) {
    Matcher setting = SETTING.matcher(line);
    StringBuilder hidden = new StringBuilder();
    while (setting.find()) {
      String value = setting.group(3);
      boolean hide = secretName(setting.group(1)) && !SHOWN.matcher(value).matches();
      String kept = setting.group(1) + setting.group(2) + (hide ? "***" : value);
      setting.appendReplacement(hidden, Matcher.quoteReplacement(kept));
    }
    return Masking.mask(setting.appendTail(hidden).toString());
  }

  /** Whether a key holds a secret or is a misspelt key that does. */
  static boolean secretName(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return SECRET_NAME.matcher(plain).matches() || Suggestions.distance(plain, "key") <= 2;
  }

  /** Hides the lines of a text in block or folded form that stands under a secret's name. */
  private static List<String> hideBlocks(List<String> lines) {
    List<String> safe = new ArrayList<>();
    int indent = -1;
    for (String line : lines) {
      int own = line.length() - line.stripLeading().length();
      boolean inside = indent >= 0 && (own > indent || line.isBlank());
      boolean setting = line.contains(": ") || line.stripTrailing().endsWith(":");
      safe.add(inside && !setting && !line.isBlank() ? " ".repeat(own) + "***" : line);
      if (!inside) {
        indent = opensBlock(line) ? own : -1;
      }
    }
    return List.copyOf(safe);
  }

  private static boolean opensBlock(String line) {
    Matcher name =
        Pattern.compile("^[\\s-]*+[\"']?([\\w-]+)[\"']?\\s*:\\s*([|>].*)?$").matcher(line);
    return name.matches() && secretName(name.group(1));
  }
}
