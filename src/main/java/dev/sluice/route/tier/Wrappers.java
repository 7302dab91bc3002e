package dev.sluice.route.tier;

import java.util.List;

/**
 * What clients put around the words of their users: reminders, editor state, output of commands.
 * Pure.
 */
final class Wrappers {
  private static final List<String> NAMES =
      List.of(
          "system-reminder",
          "command-name",
          "command-message",
          "local-command-stdout",
          "local-command-stderr",
          "bash-stdout",
          "bash-stderr",
          "ide_selection",
          "ide_opened_file",
          "environment_details",
          "environment_context",
          "user_info",
          "open_files",
          "attached_files",
          "new-diagnostics");

  private Wrappers() {}

  /** The text without them, stripped; empty when there is nothing else. */
  static String strip(String text) {
    String bare = text;
    for (String name : NAMES) {
      bare = bare.indexOf('<') < 0 ? bare : without(bare, name);
    }
    return bare.strip();
  }

  /** Without the elements of this name; one that is not closed goes to the end. */
  private static String without(String text, String name) {
    String open = "<" + name + ">";
    String close = "</" + name + ">";
    int start = text.indexOf(open);
    if (start < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (start >= 0) {
      out.append(text, at, start);
      int end = text.indexOf(close, start);
      at = end < 0 ? text.length() : end + close.length();
      start = text.indexOf(open, at);
    }
    return out.append(text, at, text.length()).toString();
  }
}
