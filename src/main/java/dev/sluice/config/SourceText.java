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
  private static final Pattern NAME = Pattern.compile("([A-Za-z_][\\w-]*+)[\"']?+\\s*+[:=]\\s*+");
  private static final Pattern VALUE =
      Pattern.compile(
          "\"[^\"]*+\"?+|'[^']*+'?+|\\[[^\\]]*+\\]?+|\\{[^}]*+}?+|[^\\s,}\\]|>#][^,}\\]]*+");
  private static final Pattern STARTS = Pattern.compile("[\\s\"'-]*+[\\w-]++[\"']?+\\s*+:");
  private static final Pattern OPENING =
      Pattern.compile("(?:^|.*[\\s{,\"'-])([\\w-]++)[\"']?+\\s*+:\\s*+([|>].*)?");
  private static final Pattern SECRET_NAME =
      Pattern.compile(".*(key|token|secret|passw|credential|auth|hash).*");
  private static final Pattern SHOWN =
      Pattern.compile("[\"']?(env:|file:|passthrough|sha256:|null|~).*|\\$\\{?[A-Z][A-Z0-9_]*\\s*");
  private static final int BEFORE = 1;
  private static final int LONGEST = 2000;

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
    Matcher name = NAME.matcher(line);
    Matcher value = VALUE.matcher(line);
    StringBuilder hidden = new StringBuilder();
    int copied = 0;
    for (int at = 0; name.find(at); at = Math.max(name.end(), copied)) {
      boolean first = line.substring(0, name.start()).matches("[\\s\"'-]*+");
      value.region(name.end(), line.length());
      if (secretName(name.group(1)) && value.lookingAt() && hides(name.group(1), value.group())) {
        boolean whole = first && !value.group().startsWith("{") && !value.group().startsWith("[");
        hidden.append(line, copied, name.end()).append("***");
        copied = whole ? line.length() : value.end();
      }
    }
    return Masking.mask(hidden.append(line, copied, line.length()).toString());
  }

  /** Whether a value must be hidden: no reference, and no section with keys of its own. */
  private static boolean hides(String name, String value) {
    return !SHOWN.matcher(value).matches() && !(value.startsWith("{") && name.endsWith("s"));
  }

  /** Whether a key holds a secret or is a misspelt key that does. */
  static boolean secretName(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return SECRET_NAME.matcher(plain).matches()
        || (plain.length() <= 5 && Suggestions.distance(plain, "key") <= 2);
  }

  /** Hides the lines of a text that stands below a secret's name. */
  private static List<String> hideBlocks(List<String> lines) {
    List<String> safe = new ArrayList<>();
    int indent = -1;
    boolean block = false;
    boolean next = false;
    for (String whole : lines) {
      String line = whole.substring(0, Math.min(LONGEST, whole.length()));
      int own = line.length() - line.stripLeading().length();
      boolean inside = next || (indent >= 0 && (own > indent || line.isBlank()));
      boolean setting = line.contains(": ") || line.stripTrailing().endsWith(":");
      boolean hide =
          inside && !line.isBlank() && (block || !setting || !STARTS.matcher(line).lookingAt());
      safe.add(hide ? " ".repeat(own) + "***" : line);
      Matcher opening = OPENING.matcher(line);
      if (!hide && opening.matches() && secretName(opening.group(1))) {
        indent = own;
        block = opening.group(2) != null;
        next = !block;
      } else {
        indent = inside ? indent : -1;
        block &= inside;
        next = false;
      }
    }
    return List.copyOf(safe);
  }
}
