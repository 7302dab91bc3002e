package dev.sluice.rewrite.breakpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;

/**
 * What is learned as lines of text: a first one that names the form, one a program, one a
 * provider's cache; the columns are parted by tabs. Pure.
 */
final class LearnedText {
  private static final double MOST = 1e15;
  private static final String FORM = "sluice prompt cache 1";
  private static final String PROGRAM = "program";
  private static final String TRUST = "trust";

  private LearnedText() {}

  static String of(Learned learned, Instant now) {
    StringBuilder text = new StringBuilder(FORM).append('\n');
    learned.programs.each((program, lessons) -> program(text, program, lessons, now));
    learned.trusts.each((cache, trust) -> trust(text, cache, trust));
    return text.toString();
  }

  private static void program(StringBuilder text, Program who, Lessons lessons, Instant now) {
    Purse.State purse = lessons.purse.state();
    text.append(PROGRAM);
    column(text, name(who.tenant()));
    column(text, name(who.agent()));
    column(text, name(who.model()));
    column(text, number(purse.input()));
    column(text, number(purse.gained()));
    column(text, number(purse.risked()));
    column(text, Integer.toString(purse.requests()));
    for (boolean tools : new boolean[] {false, true}) {
      lessons.each(tools, (kind, odds) -> column(text, odds(tools, kind, odds.state(now))));
    }
    text.append('\n');
  }

  private static String odds(boolean tools, Kind kind, Odds.State state) {
    return String.join(
        ":",
        kind.name(),
        Boolean.toString(tools),
        number(state.again()),
        number(state.once()),
        Boolean.toString(state.tried()));
  }

  private static void trust(StringBuilder text, Learned.Cache cache, Trust trust) {
    Trust.State state = trust.state();
    text.append(TRUST);
    column(text, name(cache.tenant()));
    column(text, name(cache.model()));
    column(text, number(state.found()));
    column(text, number(state.looked()));
    column(text, Long.toString(state.last().getEpochSecond()));
    text.append('\n');
  }

  /**
   * Reads it again.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  static Learned read(List<String> lines) {
    Learned learned = new Learned();
    if (lines.isEmpty() || !lines.getFirst().equals(FORM)) {
      throw new IllegalArgumentException("first line (expected: " + FORM + ")");
    }
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.split("\t", -1);
      if (columns[0].equals(PROGRAM) && columns.length >= 8) {
        program(learned, columns);
      } else if (columns[0].equals(TRUST) && columns.length == 6) {
        trust(learned, columns);
      } else {
        throw new IllegalArgumentException("a line of " + columns.length + " columns");
      }
    }
    return learned;
  }

  private static void program(Learned learned, String[] columns) {
    Purse.State purse =
        new Purse.State(
            amount(columns[4]),
            amount(columns[5]),
            amount(columns[6]),
            Integer.parseInt(columns[7]));
    Lessons lessons = new Lessons(new Purse(purse));
    for (int i = 8; i < columns.length; i++) {
      odds(lessons, columns[i].split(":", -1));
    }
    learned.programs.put(
        new Program(text(columns[1]), text(columns[2]), text(columns[3])), lessons);
  }

  private static void odds(Lessons lessons, String[] parts) {
    if (parts.length != 5) {
      throw new IllegalArgumentException("odds of " + parts.length + " parts (expected: 5)");
    }
    boolean tools = Boolean.parseBoolean(parts[1]);
    boolean tried = Boolean.parseBoolean(parts[4]);
    Odds odds = new Odds(new Odds.State(amount(parts[2]), amount(parts[3]), tried));
    lessons.put(tools, Kind.valueOf(parts[0]), odds);
  }

  private static void trust(Learned learned, String[] columns) {
    Instant last = Instant.ofEpochSecond(Long.parseLong(columns[5]));
    Trust.State state = new Trust.State(amount(columns[3]), amount(columns[4]), last);
    learned.trusts.put(new Learned.Cache(text(columns[1]), text(columns[2])), new Trust(state));
  }

  private static void column(StringBuilder text, String value) {
    text.append('\t').append(value);
  }

  /** To three places; a formatter would take too long, as requests wait meanwhile. */
  private static String number(double value) {
    return Double.toString(Math.round(value * 1_000) / 1_000.0);
  }

  /** To be read again, a file must say what could have been counted. */
  private static double amount(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value) || value < -MOST || value > MOST) {
      throw new IllegalArgumentException(text + " (expected: a number)");
    }
    return value;
  }

  private static String name(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String text(String name) {
    return URLDecoder.decode(name, UTF_8);
  }
}
