package dev.sluice.cli;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every command: its name, one line about it and how it is made. A command's class is loaded only
 * when it is the one that runs, as reading the options of all of them takes longer than most
 * commands do.
 */
final class Registry {
  /** The commands, in the order of the help. */
  static final List<Entry> ENTRIES =
      List.of(
          new Entry("demo", "see it save money: no key, no service needed", DemoCommand::new),
          new Entry("start", "start the gateway in the foreground", StartCommand::new),
          new Entry("run", "run a program through the gateway: run -- claude", RunCommand::new),
          new Entry("env", "print the export lines for a shell", EnvCommand::new),
          new Entry("status", "say whether a gateway runs, and where", StatusCommand::new),
          new Entry("stop", "stop the gateway gracefully", StopCommand::new),
          new Entry("stats", "show tokens, cost and savings", StatsCommand::new),
          new Entry("doctor", "check everything and say how to mend it", DoctorCommand::new),
          new Entry("config show", "show the configuration in effect", ConfigShowCommand::new),
          new Entry("validate", "check a configuration file", ValidateCommand::new),
          new Entry("explain", "explain an error code", ExplainCommand::new),
          new Entry("sim", "start the simulated provider", SimCommand::new),
          new Entry("wrong", "take back an answer of the semantic cache", WrongCommand::new),
          new Entry("bench savings", "measure what it saves, with and without", BenchCommand::new),
          new Entry("version", "print the version", VersionCommand::new));

  private Registry() {}

  /**
   * One command.
   *
   * @param name what the user types, one word or two
   * @param summary one line
   * @param create makes it, with no option set
   */
  record Entry(String name, String summary, Supplier<Command> create) {
    /** How many arguments the name takes. */
    int words() {
      return name.split(" ", -1).length;
    }
  }

  /** The command that the arguments begin with, null if there is none. */
  static @Nullable Entry find(List<String> args) {
    for (Entry entry : ENTRIES) {
      int words = entry.words();
      if (args.size() >= words && entry.name().equals(String.join(" ", args.subList(0, words)))) {
        return entry;
      }
    }
    return null;
  }

  /** Whether this is the first word of a command of two. */
  static boolean beginsOne(String word) {
    return ENTRIES.stream().anyMatch(entry -> entry.name().startsWith(word + " "));
  }

  /** The command's name that was probably meant, empty if none is near. */
  static String nearest(List<String> args) {
    String typed = args.getFirst();
    return ENTRIES.stream()
        .map(Entry::name)
        .filter(name -> near(name, typed))
        .min(
            Comparator.comparing((String name) -> !name.startsWith(typed))
                .thenComparingInt(name -> Typing.distance(firstWord(name), typed)))
        .orElse("");
  }

  private static boolean near(String name, String typed) {
    String word = firstWord(name);
    return word.startsWith(typed) || Typing.distance(word, typed) <= Math.max(1, word.length() / 3);
  }

  private static String firstWord(String name) {
    int blank = name.indexOf(' ');
    return blank < 0 ? name : name.substring(0, blank);
  }
}
