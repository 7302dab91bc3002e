package dev.sluice.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets by reference: {@code env:NAME}, {@code file:PATH}. The text itself is a secret only
 * where it came by an environment variable.
 */
public final class Secrets {
  private static final int LARGEST = 64 << 10;
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "change[-_ ]?me|your[-_ ]?(api|gateway|secret|own|key)|placeholder|insert[-_ ]|xxxx"
              + "|replace[-_ ]?(me|this|with)|example|password|0123456789|secret[-_ ]?key");
  private static final Pattern OTHER_REFERENCE =
      Pattern.compile("\\$\\{?(\\w+)}?|os\\.environ/(\\w+)|env\\.(\\w+)|([A-Z][A-Z0-9_]{3,})");

  private Secrets() {}

  /** Whether a text is a reference and can be shown. */
  static boolean isReference(String text) {
    return text.startsWith("env:") || text.startsWith("file:");
  }

  /** The secret that a text refers to. */
  public static Secret resolve(String text, Reading.Surroundings around) throws BadValue {
    if (text.startsWith("env:")) {
      return new Secret(checked(variable(text.substring(4), around), text));
    }
    if (text.startsWith("file:")) {
      return new Secret(checked(content(around.path(text.substring(5)), text), text));
    }
    if (!around.literalSecrets()) {
      throw literal(text);
    }
    return new Secret(checked(text.strip(), "the variable"));
  }

  /** The value of a variable that must be there. */
  static String variable(String name, Reading.Surroundings around) throws BadValue {
    String value = around.variables().get(name);
    if (value == null || value.isBlank()) {
      throw unresolved(
          "the environment variable `" + name + "` is " + (value == null ? "not set" : "empty"),
          "export " + name + "=... before the start, or name it in the file of --env-file");
    }
    return value.strip();
  }

  private static String content(Path path, String reference) throws BadValue {
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > LARGEST) {
        throw unresolved("`" + reference + "` is no file of at most 64 KiB", "looked at " + path);
      }
      String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        throw unresolved("the file `" + path + "` is empty", "write the secret into it");
      }
      return text;
    } catch (IOException e) {
      throw unresolved("the file `" + path + "` cannot be read", "check its permissions");
    }
  }

  private static BadValue unresolved(String message, String help) {
    return new BadValue(ProblemKind.UNRESOLVED, message, help);
  }

  private static BadValue literal(String text) {
    var matcher = OTHER_REFERENCE.matcher(text);
    String name = matcher.matches() ? firstGroup(matcher) : null;
    String help =
        name == null
            ? "put it into an environment variable and write `env:NAME`, or into a file and write"
                + " `file:PATH`"
            : "did you mean `env:" + name + "`?";
    return new BadValue(
        ProblemKind.LITERAL_SECRET, "secrets are given by reference, never written out", help);
  }

  private static @Nullable String firstGroup(Matcher matcher) {
    for (int i = 1; i <= matcher.groupCount(); i++) {
      if (matcher.group(i) != null) {
        return matcher.group(i);
      }
    }
    return null;
  }

  private static String checked(String secret, String source) throws BadValue {
    if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new BadValue(
          ProblemKind.WEAK_SECRET,
          (secret.isEmpty() ? "empty secret" : "secret with a space or a control character")
              + (isReference(source) ? " in `" + source + "`" : ""),
          "a key is one word of ASCII characters");
    }
    return secret;
  }

  /** Whether a key for callers is a well-known placeholder or hardly varies. */
  public static boolean isPlaceholder(String secret) {
    return secret.chars().distinct().count() <= 4
        || PLACEHOLDER.matcher(secret.toLowerCase(Locale.ROOT)).find();
  }
}
