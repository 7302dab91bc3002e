package dev.sluice.cache;

import dev.sluice.message.Usage;
import dev.sluice.message.Usage.Iteration;
import dev.sluice.message.Usage.ServerTools;
import dev.sluice.message.Usage.Tariff;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a reply beside its body, as the text in which it is stored: numbers followed by
 * a space, strings as their length, a colon and their characters, null as a minus.
 */
public final class FactsText {
  private FactsText() {}

  /** The text of what is known of this reply. */
  public static String write(StoredReply reply) {
    Writer out = new Writer();
    out.string(reply.form().name());
    out.string(reply.model());
    out.string(reply.stopReason());
    out.string(reply.provider());
    out.number(reply.storedAt().toEpochMilli());
    write(out, reply.usage());
    return out.text.toString();
  }

  private static void write(Writer out, Usage usage) {
    out.numbers(usage.input(), usage.cacheWrite5m(), usage.cacheWrite1h(), usage.cacheRead());
    out.numbers(usage.output(), usage.thinking());
    ServerTools tools = usage.serverTools();
    out.numbers(tools.webSearches(), tools.webFetches(), tools.codeExecutions());
    out.string(usage.tariff().serviceTier());
    out.string(usage.tariff().speed());
    out.string(usage.tariff().geo());
    out.number(usage.iterations().size());
    for (Iteration step : usage.iterations()) {
      out.string(step.type());
      out.string(step.model());
      out.numbers(step.input(), step.cacheWrite5m(), step.cacheWrite1h(), step.cacheRead());
      out.number(step.output());
    }
    out.number(usage.estimated() ? 1 : 0);
  }

  /**
   * The reply with this body.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static StoredReply read(String text, byte[] body) {
    try {
      Reader in = new Reader(text);
      Form form = Form.valueOf(in.string());
      String model = in.string();
      String stopReason = in.string();
      String provider = in.string();
      Instant storedAt = Instant.ofEpochMilli(in.number());
      return new StoredReply(form, body, model, stopReason, usage(in), storedAt, provider);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("ends too early", e);
    }
  }

  // Arguments are read in their order, which the language guarantees.
  private static Usage usage(Reader in) {
    return new Usage(
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        new ServerTools(in.number(), in.number(), in.number()),
        new Tariff(in.string(), in.string(), in.stringOrNull()),
        iterations(in),
        in.number() == 1);
  }

  private static List<Iteration> iterations(Reader in) {
    List<Iteration> steps = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      steps.add(
          new Iteration(
              in.string(),
              in.stringOrNull(),
              in.number(),
              in.number(),
              in.number(),
              in.number(),
              in.number()));
    }
    return steps;
  }

  /** Appends values. */
  private static final class Writer {
    private final StringBuilder text = new StringBuilder(128);

    void number(long number) {
      text.append(number).append(' ');
    }

    void numbers(long... numbers) {
      for (long number : numbers) {
        number(number);
      }
    }

    void string(@Nullable String string) {
      if (string == null) {
        text.append('-');
      } else {
        text.append(string.length()).append(':').append(string);
      }
    }
  }

  /** Takes values in the order in which they were written. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    long number() {
      return Long.parseLong(until(' '));
    }

    String string() {
      int from = at;
      int length = Integer.parseInt(until(':'));
      if (length < 0) {
        throw new IllegalArgumentException("a negative length at " + from);
      }
      at += length;
      return text.substring(at - length, at);
    }

    @Nullable String stringOrNull() {
      if (text.charAt(at) != '-') {
        return string();
      }
      at++;
      return null;
    }

    private String until(char end) {
      int to = text.indexOf(end, at);
      if (to < 0) {
        throw new IllegalArgumentException("something is missing at " + at);
      }
      String found = text.substring(at, to);
      at = to + 1;
      return found;
    }
  }
}
