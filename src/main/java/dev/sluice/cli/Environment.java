package dev.sluice.cli;

import java.util.Map;

/** The process's environment variables; the only reader of them. */
final class Environment {
  private Environment() {}

  @SuppressForbidden("read once, here, and passed on as a value")
  static Map<String, String> variables() {
    return System.getenv();
  }
}
