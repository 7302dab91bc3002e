package dev.sluice.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How single values of the common types are read. */
final class Readings {
  private static final Set<String> YES = Set.of("true", "1", "yes", "on");
  private static final Set<String> NO = Set.of("false", "0", "no", "off");

  private Readings() {}

  static Map<Class<?>, Reading<?>> all() {
    Map<Class<?>, Reading<?>> all = new HashMap<>();
    Reading<Boolean> flag = plain(Readings::flag, "true or false", "true");
    Reading<Integer> number = plain(Readings::integer, "a whole number", "100");
    Reading<Long> large = plain(Amounts::whole, "a whole number or a size", "32MiB");
    Reading<Double> decimal = plain(Readings::decimal, "a number", "2.5");
    all.put(boolean.class, flag);
    all.put(Boolean.class, flag);
    all.put(int.class, number);
    all.put(Integer.class, number);
    all.put(long.class, large);
    all.put(Long.class, large);
    all.put(double.class, decimal);
    all.put(Double.class, decimal);
    all.put(String.class, plain(text -> text, "a text", "text"));
    all.put(URI.class, plain(Readings::uri, "an address", "https://api.anthropic.com"));
    all.put(Duration.class, new Durations());
    all.put(Path.class, new Paths());
    all.put(Secret.class, new References());
    return all;
  }

  /** One of an enum's constants, as lower-case words joined by hyphens. */
  static Reading<?> word(Class<?> type) {
    return new Words(Arrays.stream(type.getEnumConstants()).map(Enum.class::cast).toList());
  }

  private static boolean flag(String text) throws BadValue {
    String word = text.toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      throw new BadValue("neither true nor false");
    }
    return YES.contains(word);
  }

  private static int integer(String text) throws BadValue {
    long value = Amounts.whole(text);
    if (value != (int) value) {
      throw new BadValue("too large a number");
    }
    return (int) value;
  }

  private static double decimal(String text) throws BadValue {
    if (!text.matches("[-+]?([0-9]{1,15}(\\.[0-9]{0,15})?|\\.[0-9]{1,15})")) {
      throw new BadValue("not a number");
    }
    return Double.parseDouble(text);
  }

  private static URI uri(String text) throws BadValue {
    try {
      URI uri = new URI(text);
      if (uri.getHost() == null) {
        throw new BadValue("an address without a scheme or a host");
      }
      if (uri.getRawUserInfo() != null) {
        throw new BadValue(
            ProblemKind.LITERAL_SECRET,
            "an address with a password in it",
            "leave out user:password@");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new BadValue("not an address");
    }
  }

  /** The heart of a reading that needs the text only. */
  private interface Parse<T> {
    T of(String text) throws BadValue;
  }

  private static <T> Reading<T> plain(Parse<T> parse, String expected, String example) {
    return new Plain<>(parse, expected, example);
  }

  /** A reading that needs the text only. */
  private record Plain<T>(Parse<T> parse, String expected, String example) implements Reading<T> {
    @Override
    public T read(String text, Surroundings around) throws BadValue {
      return parse.of(text);
    }
  }

  /** Reads durations. */
  private record Durations() implements Reading<Duration> {
    @Override
    public Duration read(String text, Surroundings around) throws BadValue {
      return Amounts.duration(text);
    }

    @Override
    public String expected() {
      return "a duration";
    }

    @Override
    public String example() {
      return "1h30m";
    }

    @Override
    public String show(Duration value) {
      return Amounts.show(value);
    }
  }

  /** Reads paths. */
  private record Paths() implements Reading<Path> {
    @Override
    public Path read(String text, Surroundings around) throws BadValue {
      try {
        if (text.isEmpty()) {
          throw new BadValue("an empty path");
        }
        return around.path(text);
      } catch (InvalidPathException e) {
        throw new BadValue("not a path");
      }
    }

    @Override
    public String expected() {
      return "a path";
    }

    @Override
    public String example() {
      return "/path/to/it";
    }
  }

  /** Reads references to secrets. */
  private record References() implements Reading<Secret> {
    @Override
    public Secret read(String text, Surroundings around) throws BadValue {
      return Secrets.resolve(text, around);
    }

    @Override
    public String expected() {
      return "a reference to a secret";
    }

    @Override
    public String example() {
      return "env:NAME";
    }

    @Override
    public boolean secret() {
      return true;
    }
  }

  /** Reads an enum's constants. */
  @SuppressWarnings("rawtypes") // the enum's type is known at run time only
  private record Words(List<Enum> constants) implements Reading<Enum> {
    @Override
    public Enum read(String text, Surroundings around) throws BadValue {
      for (Enum constant : constants) {
        if (show(constant).equalsIgnoreCase(text)) {
          return constant;
        }
      }
      String near = Suggestions.nearest(text, constants.stream().map(this::show).toList());
      throw new BadValue(
          ProblemKind.VALUE,
          "no such choice",
          near.isEmpty() ? "" : "did you mean `" + near + "`?");
    }

    @Override
    public String expected() {
      return constants.size() == 1
          ? show(constants.getFirst())
          : "one of " + String.join(", ", constants.stream().map(this::show).toList());
    }

    @Override
    public String example() {
      return show(constants.getFirst());
    }

    @Override
    public String show(Enum value) {
      return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
