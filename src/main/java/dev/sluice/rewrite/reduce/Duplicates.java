package dev.sluice.rewrite.reduce;

import dev.sluice.message.Span;
import dev.sluice.price.Mechanisms;
import dev.sluice.rewrite.reduce.FileRegions.Region;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool's result, or a file in a user's message, that already stands in the same request becomes a
 * pointer to the first copy that is there in full (spec seeds section 7, item 16). Compared as
 * decoded text; a stretch of an earlier text counts as a copy too.
 */
final class Duplicates implements BlockRule {
  private static final int ANCHOR = 48;
  private static final int TRIES_A_TEXT = 64;
  private static final long CHARS_A_REQUEST = 64L << 20;

  private final int minTokens;

  Duplicates(int minTokens) {
    this.minTokens = minTokens;
  }

  @Override
  public String mechanism() {
    return Mechanisms.DUPLICATES;
  }

  @Override
  public void decide(Batch batch) {
    new Search(batch).run();
  }

  /** Where the first copy is, in the raw offsets of its text and in characters. */
  private record Copy(Text text, int from, int to, int firstChar) {}

  /** One request's search; what it may cost is bounded by the characters that it looks through. */
  private final class Search {
    private final Batch batch;
    private long left = CHARS_A_REQUEST;

    Search(Batch batch) {
      this.batch = batch;
    }

    void run() {
      for (Text text : batch.open()) {
        switch (text.kind()) {
          case TOOL_RESULT -> result(text);
          case USER -> files(text);
          case ASSISTANT -> {}
        }
      }
    }

    private void result(Text text) {
      if (text.raw().length() >= minTokens) {
        candidate(text, new Region(0, text.decoded().length(), "", false));
      }
    }

    private void files(Text text) {
      if (text.raw().length() >= minTokens) {
        for (Region region : FileRegions.in(text.decoded())) {
          if (region.to() - region.from() >= minTokens) {
            candidate(text, region);
          }
        }
      }
    }

    private void candidate(Text text, Region region) {
      int from = text.rawOffset(region.from());
      int to = text.rawOffset(region.to());
      int tokens = text.tokens(from, to);
      if (tokens < minTokens || !batch.isFree(text, from, to)) {
        return;
      }
      Copy copy = find(text, region);
      if (copy != null) {
        byte[] pointer = Json.escaped(Pointer.to(copy.text, copy.firstChar, text, region));
        batch.hold(copy.text, copy.from, copy.to);
        batch.patch(text, patch(text, from, to, pointer, tokens, copy));
      }
    }

    private Patch patch(Text text, int from, int to, byte[] pointer, int tokens, Copy copy) {
      int saved = tokens - dev.sluice.message.TokenEstimate.of(pointer, 0, pointer.length);
      int source = copy.text.message();
      return new Patch(
          Mechanisms.DUPLICATES, text.block(), text.inner(), from, to, pointer, saved, source);
    }

    private @Nullable Copy find(Text text, Region region) {
      String wanted = text.decoded().substring(region.from(), region.to());
      Anchor anchor = Anchor.of(wanted);
      for (Text each : mayStandBefore(anchor) ? batch.earlier() : List.<Text>of()) {
        Copy copy = anywhere(each, wanted, anchor);
        if (copy != null) {
          return copy;
        }
      }
      for (Text each : batch.open()) {
        if (each == text) {
          return in(text, wanted, region.from());
        }
        Copy copy = each.kind() == Text.Kind.ASSISTANT ? null : anywhere(each, wanted, anchor);
        if (copy != null) {
          return copy;
        }
      }
      return null;
    }

    /** Most texts are nowhere before, and then not even the texts before are told apart. */
    private boolean mayStandBefore(@Nullable Anchor anchor) {
      Text first = batch.open().getFirst();
      if (anchor == null || left < first.raw().from()) {
        return true;
      }
      left -= first.raw().from();
      return anchor.isIn(first.bytes(), new Span(0, first.raw().from()));
    }

    /** Texts that cannot have it are not even decoded. */
    private @Nullable Copy anywhere(Text text, String wanted, @Nullable Anchor anchor) {
      int length = text.raw().length();
      if (length < wanted.length() || left < length) {
        return null;
      }
      if (anchor != null && !anchor.isIn(text.bytes(), text.raw())) {
        left -= length;
        return null;
      }
      return in(text, wanted, text.decoded().length());
    }

    /** The first whole copy that ends before this character. */
    private @Nullable Copy in(Text text, String wanted, int end) {
      String there = text.decoded();
      if (end < wanted.length() || left < end) {
        return null;
      }
      left -= end;
      String anchor = wanted.substring(0, Math.min(ANCHOR, wanted.length()));
      int at = there.indexOf(anchor);
      for (int i = 0; i < TRIES_A_TEXT && at >= 0 && at + wanted.length() <= end; i++) {
        if (there.startsWith(wanted, at) && standsAlone(there, at, at + wanted.length())) {
          Copy copy = copy(text, at, wanted.length());
          if (batch.isWhole(text, copy.from, copy.to)) {
            return copy;
          }
        }
        at = there.indexOf(anchor, at + 1);
      }
      return null;
    }

    /** Whole lines, or all that a tag has in it. */
    private boolean standsAlone(String text, int from, int to) {
      boolean begins =
          from == 0 || text.charAt(from) == '\n' || "\n>".indexOf(text.charAt(from - 1)) >= 0;
      boolean ends =
          to == text.length()
              || text.charAt(to - 1) == '\n'
              || "\n\r<".indexOf(text.charAt(to)) >= 0;
      return begins && ends;
    }

    private Copy copy(Text text, int at, int length) {
      return new Copy(text, text.rawOffset(at), text.rawOffset(at + length), at);
    }
  }

  /** What stands in place of a copy: where the first one is, in words that the model can follow. */
  private static final class Pointer {
    private Pointer() {}

    static String to(Text source, int at, Text text, Region region) {
      int length = region.to() - region.from();
      String lines = lines(source, at, length);
      if (source.kind() == Text.Kind.TOOL_RESULT && !source.toolUse().isEmpty()) {
        return "[identical to "
            + lines
            + "the content of tool_result "
            + source.toolUse()
            + " above]";
      }
      String label = label(source, at, length);
      String where =
          source.message() == text.message()
              ? "further up in this message"
              : "in message " + (source.message() + 1) + " above";
      return label.isEmpty()
          ? "[same file content as " + where + "]"
          : "[same file content as " + where + ": " + label + "]";
    }

    /** Which lines of the source, if it is not all of it. */
    private static String lines(Text source, int at, int length) {
      String there = source.decoded();
      if (length == there.length()) {
        return "";
      }
      int first = 1 + newlines(there, 0, at);
      int last = first + newlines(there, at, at + length - 1);
      return "lines " + first + "-" + last + " of ";
    }

    private static int newlines(String text, int from, int to) {
      int lines = 0;
      for (int at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
        lines++;
      }
      return lines;
    }

    private static String label(Text source, int at, int length) {
      List<Region> regions = FileRegions.in(source.decoded());
      String label = "";
      for (Region region : regions) {
        if (region.from() <= at && at + length <= region.to() && !region.label().isEmpty()) {
          label = region.label();
        }
      }
      return label;
    }
  }
}
