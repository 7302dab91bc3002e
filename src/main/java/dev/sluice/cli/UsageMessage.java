package dev.sluice.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line. */
final class UsageMessage {
  private static final int NEAR = 3;

  private UsageMessage() {}

  static String of(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched().getFirst(), wrong.getCommandLine());
    }
    @Nullable ArgSpec argument = wrong.getArgSpec();
    @Nullable String value = wrong.getValue();
    if (argument != null && value != null) {
      return name(argument) + " " + value + " (expected: " + expected(argument.type()) + ")";
    }
    return String.valueOf(wrong.getMessage());
  }

  private static String unknown(String typed, CommandLine line) {
    if (!typed.startsWith("-")) {
      return "unexpected argument: " + typed;
    }
    String option = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
    return line.getCommandSpec().optionsMap().keySet().stream()
        .filter(name -> Typing.distance(name, option) <= NEAR)
        .min(Comparator.comparingInt(name -> Typing.distance(name, option)))
        .map(name -> "unknown option: " + option + " (did you mean " + name + "?)")
        .orElse("unknown option: " + option);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));
    }
    return type == String.class ? "a text" : "a whole number";
  }
}
