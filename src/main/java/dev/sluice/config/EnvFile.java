package dev.sluice.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code NAME=VALUE} lines, as {@code --env-file} names one: an optional {@code export},
 * single quotes (taken as they are), double quotes (with escapes), comments. Nothing is expanded.
 */
public final class EnvFile {
  private static final long LARGEST = 1 << 20;
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=[ \\t]*(.*)");
  private static final Pattern QUOTED =
      Pattern.compile("(?:'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*+)\")\\s*(?:#.*)?");

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Problems problems = new Problems();
  private final String shown;

  private EnvFile(String shown) {
    this.shown = shown;
  }

  /** The variables of a file, in order; of two lines for one name the later one holds. */
  public static Map<String, String> read(Path file) throws ConfigInvalid {
    EnvFile reading = new EnvFile(file.toString());
    reading.lines(file);
    if (reading.problems.any()) {
      throw new ConfigInvalid(reading.problems.all());
    }
    return reading.variables;
  }

  private void lines(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        unreadable("no file of at most 1 MiB");
        return;
      }
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        line(i == 0 ? lines.get(0).replaceFirst("^\uFEFF", "") : lines.get(i), i + 1);
      }
    } catch (CharacterCodingException e) {
      unreadable("not UTF-8");
    } catch (IOException e) {
      unreadable("cannot be read");
    }
  }

  private void unreadable(String why) {
    problems.error(
        ProblemKind.UNREADABLE,
        "the environment file `" + shown + "` is " + why.replaceFirst("^cannot", "one that cannot"),
        new Place.Whole(),
        "");
  }

  private void line(String text, int number) {
    if (text.isBlank() || text.stripLeading().startsWith("#")) {
      return;
    }
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      wrong("no `NAME=VALUE`", number);
      return;
    }
    String value = line.group(2);
    if (value.startsWith("'") || value.startsWith("\"")) {
      quoted(line.group(1), value, number);
    } else {
      variables.put(line.group(1), value.replaceFirst("(^|\\s+)#.*", "").strip());
    }
  }

  private void quoted(String name, String value, int number) {
    Matcher quoted = QUOTED.matcher(value);
    if (!quoted.matches()) {
      wrong("a quote is not closed", number);
      return;
    }
    String plain = quoted.group(1);
    variables.put(name, plain != null ? plain : unescaped(quoted.group(2)));
  }

  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        out.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private void wrong(String what, int number) {
    problems.error(
        ProblemKind.ENV_FILE,
        what + " on line " + number + " of the environment file",
        new Place.InFile(shown, number, 1, 1),
        "");
  }
}
