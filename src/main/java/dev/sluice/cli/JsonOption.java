package dev.sluice.cli;

import picocli.CommandLine.Option;

/** The option of every command that reads: answer a program. */
final class JsonOption {
  /** The version of the JSON shapes; rises when a field changes its meaning or goes. */
  static final int SCHEMA = 1;

  @Option(names = "--json", description = "Print JSON, for programs.")
  boolean asked;
}
