package dev.sluice.rewrite.memory;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.message.Splices;
import java.util.List;

/** Looks into single blocks of a body's messages. Pure. */
public final class Blocks {
  /** The type of the provider's compaction blocks. */
  public static final String COMPACTION = "compaction";

  private static final String[] TEXT_HEAD = {
    "{", "\"type\"", ":", "\"text\"", ",", "\"text\"", ":"
  };

  private Blocks() {}

  /** The block's type, empty if it has none. */
  public static String type(byte[] bytes, Span block) {
    Index members = Body.part(bytes, block);
    String type = members == null ? null : members.text("type");
    return type == null ? "" : type;
  }

  /** Whether the block is of this type. */
  public static boolean isOf(byte[] bytes, Span block, String type) {
    return type(bytes, block).equals(type);
  }

  /** The member together with the comma that goes with it, before it or, if it is first, after. */
  public static Span withComma(byte[] bytes, Span member) {
    int before = member.from() - 1;
    while (before >= 0 && isSpace(bytes[before])) {
      before--;
    }
    if (before >= 0 && bytes[before] == ',') {
      return new Span(spacesBefore(bytes, before), member.to());
    }
    int after = member.to();
    while (after < bytes.length && isSpace(bytes[after])) {
      after++;
    }
    return new Span(
        member.from(), after < bytes.length && bytes[after] == ',' ? after + 1 : member.to());
  }

  private static int spacesBefore(byte[] bytes, int from) {
    int at = from;
    while (at > 0 && isSpace(bytes[at - 1])) {
      at--;
    }
    return at;
  }

  /**
   * Where the text of a text block begins, at its quote, if the block begins as clients write it:
   * its type first and then its text, with or without spaces; -1 otherwise.
   */
  static int textOf(byte[] bytes, Span block) {
    int at = block.from();
    for (String token : TEXT_HEAD) {
      while (at < block.to() && isSpace(bytes[at])) {
        at++;
      }
      for (int i = 0; i < token.length(); i++, at++) {
        if (at >= block.to() || bytes[at] != token.charAt(i)) {
          return -1;
        }
      }
    }
    while (at < block.to() && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  /** Takes some, but not all, elements of an array out, each with one comma. */
  public static void delete(Splices splices, List<Span> all, List<Span> gone) {
    int stays = -1;
    for (int at = 0; at < all.size(); at++) {
      if (!gone.contains(all.get(at))) {
        stays = at;
      } else if (stays >= 0) {
        splices.delete(new Span(all.get(at - 1).to(), all.get(at).to()));
      } else {
        splices.delete(new Span(all.get(at).from(), all.get(at + 1).from()));
      }
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
