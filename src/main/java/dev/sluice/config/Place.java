package dev.sluice.config;

/** Where a configured value was written. */
sealed interface Place {
  /** The words that {@code config show --origins} prints. */
  String origin();

  /**
   * In a file.
   *
   * @param file its path as shown to people
   * @param line 1 for the first
   * @param column 1 for the first
   * @param length characters to underline, 1 or more
   */
  record InFile(String file, int line, int column, int length) implements Place {
    @Override
    public String origin() {
      return file + ":" + line;
    }
  }

  /**
   * In an environment variable.
   *
   * @param name the variable
   * @param value what it holds
   * @param alias whether the name is another program's
   * @param envFile whether it came by {@code --env-file}
   */
  record Variable(String name, String value, boolean alias, boolean envFile) implements Place {
    @Override
    public String origin() {
      return (alias ? "env alias " : "env ") + name + (envFile ? " (--env-file)" : "");
    }
  }

  /**
   * On the command line.
   *
   * @param path the key that was set
   * @param value what it was set to
   */
  record Flag(String path, String value) implements Place {
    @Override
    public String origin() {
      return "flag";
    }
  }

  /** Nowhere: about the configuration as a whole. */
  record Whole() implements Place {
    @Override
    public String origin() {
      return "default";
    }
  }
}
