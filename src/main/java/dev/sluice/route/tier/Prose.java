package dev.sluice.route.tier;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user's text taken apart into what is asked and what it is asked of. Pure.
 *
 * @param asked everything outside code fences, quotation marks and elements: what may contain a
 *     request
 * @param instruction the beginning of it up to a colon or the end of a line
 * @param rest what of it comes after the instruction
 * @param material whether there is something to work on: a rest, a fence, a quotation or an element
 * @param quoted what stands in quotation marks and fences, and the names of the elements
 * @param codeLines lines within fences
 */
record Prose(
    String asked, String instruction, String rest, boolean material, String quoted, int codeLines) {
  private static final Pattern FENCE = Pattern.compile("(?s)```.*?(?:```|$)");
  private static final Pattern ELEMENT =
      Pattern.compile("<([a-zA-Z][\\w-]{0,40})(?: [^>]{0,200})?>");
  private static final int MOST_ELEMENTS = 20;
  private static final List<Pattern> QUOTATIONS =
      List.of(
          Pattern.compile("(?s)\"[^\"]{1,4000}\""),
          Pattern.compile("(?s)“[^“”]{1,4000}”"),
          Pattern.compile("(?s)„[^„“”]{1,4000}[“”]"),
          Pattern.compile("(?s)«[^«»]{1,4000}»"),
          Pattern.compile("(?s)「[^「」]{1,4000}」"),
          Pattern.compile("(?<=[\\s(:])'[^'\\n]{1,400}'(?=[\\s).,;:?!]|$)"));
  private static final Pattern END = Pattern.compile("[:：](?=\\s|$|[^\\x00-\\x7F])|\\n");

  /** Takes a text apart. */
  static Prose of(String text) {
    StringBuilder quoted = new StringBuilder();
    String bare = text.indexOf("```") < 0 ? text : without(FENCE, text, quoted);
    int code = (int) quoted.toString().lines().count();
    bare = bare.indexOf("</") < 0 ? bare : withoutElements(bare, quoted);
    for (Pattern quotation : QUOTATIONS) {
      bare = without(quotation, bare, quoted);
    }
    String asked = bare.strip();
    Matcher end = END.matcher(asked);
    int at = end.find() ? end.end() : asked.length();
    String rest = asked.substring(at).strip();
    boolean material = !rest.isEmpty() || !bare.equals(text);
    return new Prose(
        asked, asked.substring(0, at).strip(), rest, material, quoted.toString(), code);
  }

  /** The text with a mark in the place of each match. */
  private static String without(Pattern pattern, String text, StringBuilder taken) {
    return pattern
        .matcher(text)
        .replaceAll(match -> {
          taken.append(match.group()).append('\n');
          return " _ ";
        });
  }

  private static String withoutElements(String text, StringBuilder names) {
    StringBuilder out = new StringBuilder(text.length());
    Matcher open = ELEMENT.matcher(text);
    int at = 0;
    for (int i = 0; i < MOST_ELEMENTS && open.find(at); i++) {
      String close = "</" + open.group(1) + ">";
      int end = text.indexOf(close, open.end());
      out.append(text, at, end < 0 ? open.end() : open.start()).append(' ');
      names.append(open.group(1)).append('\n');
      at = end < 0 ? open.end() : end + close.length();
    }
    return out.append(text, at, text.length()).toString();
  }

  /** The last paragraph of the rest, where a closing request may stand; empty if it is all one. */
  String closing() {
    int at = rest.lastIndexOf("\n\n");
    return at < 0 ? "" : rest.substring(at).strip();
  }

  /** The last line of all, empty if there is only one. */
  String lastLine() {
    int at = asked.lastIndexOf('\n');
    return at < 0 ? "" : asked.substring(at).strip();
  }
}
