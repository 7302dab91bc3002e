package dev.sluice.rewrite.reduce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Where files stand in what a user wrote: inside fenced code blocks, and inside the tags that
 * editors put around files. One use, one thread.
 */
final class FileRegions {
  private static final Set<String> TAGS =
      Set.of(
          "file",
          "file_content",
          "file_contents",
          "files",
          "document",
          "documents",
          "document_content",
          "document_contents",
          "attached_file",
          "attached_files",
          "current_file",
          "open_file",
          "code_selection",
          "source",
          "code");
  private static final int LONGEST_OPENING = 1_000;

  private final String text;
  private final List<Region> found = new ArrayList<>();

  private FileRegions(String text) {
    this.text = text;
  }

  /**
   * A file in a text.
   *
   * @param from its first character
   * @param to the character after its last
   * @param label what the fence or tag says about it, such as a path; may be empty
   * @param fenced whether it stands in a fence, else in a tag
   */
  record Region(int from, int to, String label, boolean fenced) {}

  /** All of them by where they begin, outer ones before those inside them. */
  static List<Region> in(String text) {
    FileRegions regions = new FileRegions(text);
    regions.scan();
    regions.found.sort(
        Comparator.comparingInt(Region::from).thenComparing(Region::to, Comparator.reverseOrder()));
    return regions.found;
  }

  private void scan() {
    int at = 0;
    while (at < text.length()) {
      int end = lineEnd(at);
      int after = fence(at, end);
      if (after < 0) {
        tag(at, end);
        after = end + 1;
      }
      at = after;
    }
  }

  /** Takes the fenced block that begins on this line; gives where it ends, -1 if there is none. */
  private int fence(int lineFrom, int lineEnd) {
    int at = afterIndent(lineFrom, lineEnd);
    int length = run(at, lineEnd);
    if (length < 3) {
      return -1;
    }
    char mark = text.charAt(at);
    String info = text.substring(at + length, Math.min(lineEnd, at + length + LONGEST_OPENING));
    if (info.indexOf('`') >= 0) {
      return -1;
    }
    for (int line = lineEnd + 1; line < text.length(); line = lineEnd(line) + 1) {
      if (closes(line, mark, length)) {
        add(lineEnd + 1, line - 1, info, true);
        return lineEnd(line) + 1;
      }
    }
    return -1;
  }

  private boolean closes(int line, char mark, int length) {
    int end = lineEnd(line);
    int at = afterIndent(line, end);
    int marks = run(at, end);
    return marks >= length && text.charAt(at) == mark && text.substring(at + marks, end).isBlank();
  }

  /** How many backticks, or how many tildes, stand here. */
  private int run(int at, int end) {
    int to = at;
    while (to < end
        && (text.charAt(to) == '`' || text.charAt(to) == '~')
        && text.charAt(to) == text.charAt(at)) {
      to++;
    }
    return to - at;
  }

  private int afterIndent(int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private void tag(int lineFrom, int lineEnd) {
    int open = text.indexOf('<', lineFrom);
    while (open >= 0 && open < lineEnd) {
      int nameEnd = nameEnd(open + 1, lineEnd);
      String name = text.substring(open + 1, nameEnd);
      int close = TAGS.contains(name) ? text.indexOf('>', nameEnd) : -1;
      if (close >= 0 && close - open < LONGEST_OPENING && text.charAt(close - 1) != '/') {
        int end = text.indexOf("</" + name + ">", close);
        if (end >= 0) {
          add(close + 1, end, text.substring(nameEnd, close), false);
        }
      }
      open = text.indexOf('<', open + 1);
    }
  }

  private int nameEnd(int from, int end) {
    int at = from;
    while (at < end && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return at;
  }

  /** Without the line breaks at its ends, for those belong to the fence or tag. */
  private void add(int from, int to, String label, boolean fenced) {
    int first = from;
    int last = to;
    while (first < last && text.charAt(first) == '\n') {
      first++;
    }
    while (first < last && text.charAt(last - 1) == '\n') {
      last--;
    }
    if (first < last) {
      found.add(new Region(first, last, label(label), fenced));
    }
  }

  /** The value of an attribute, else the words as they are; nothing that could be markup. */
  private static String label(String opening) {
    String words = opening.strip();
    int quote = words.indexOf('"');
    int end = quote < 0 ? -1 : words.indexOf('"', quote + 1);
    String label = end < 0 ? words : words.substring(quote + 1, end);
    return label.length() > 200 || label.indexOf('\n') >= 0 ? "" : label;
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }
}
