package dev.sluice.cli;

import java.io.PrintStream;

/** The first screen: what Sluice is, its commands, three examples. */
final class RootHelp {
  private RootHelp() {}

  static void print(PrintStream to) {
    to.println("Sluice: the gateway between your agents and Claude.");
    to.println("Usage: sluice COMMAND [OPTIONS]");
    to.println();
    int width = Registry.ENTRIES.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
    for (Registry.Entry entry : Registry.ENTRIES) {
      String blanks = " ".repeat(width - entry.name().length() + 2);
      to.println("  " + entry.name() + blanks + entry.summary());
    }
    to.println();
    to.println("Examples:");
    to.println("  sluice demo                     # takes seconds, needs no key");
    to.println("  sluice run -- claude            # Claude Code through the gateway, once");
    to.println("  sluice start --port 9000        # then: eval \"$(sluice env)\"");
    to.println("Options and more examples: sluice COMMAND --help");
  }
}
