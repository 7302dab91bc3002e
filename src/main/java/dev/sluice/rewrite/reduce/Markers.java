package dev.sluice.rewrite.reduce;

import dev.sluice.message.Index;
import dev.sluice.message.Span;
import java.security.MessageDigest;
import java.util.List;

/**
 * A body's bytes without its prompt-cache markers, so that a client which moves its marker from
 * turn to turn still sends the same message. Reads forward only; one thread.
 */
final class Markers {
  private final byte[] bytes;
  private final List<Index.Marker> markers;
  private int next;

  Markers(byte[] bytes, List<Index.Marker> markers) {
    this.bytes = bytes;
    this.markers = markers;
  }

  /** Adds this span to the hash, without the markers in it. Spans come in order. */
  void hash(Span span, MessageDigest hash) {
    int from = span.from();
    for (; next < markers.size(); next++) {
      Span marker = markers.get(next).member();
      if (marker.from() >= span.to()) {
        break;
      }
      if (marker.from() >= from) {
        Span cut = withComma(marker);
        hash.update(bytes, from, cut.from() - from);
        from = cut.to();
      }
    }
    hash.update(bytes, from, span.to() - from);
  }

  /** The member with the comma that goes with it: the one before it, or after it if it is first. */
  private Span withComma(Span member) {
    int before = member.from() - 1;
    while (Json.isSpace(bytes[before])) {
      before--;
    }
    if (bytes[before] == ',') {
      return new Span(before, member.to());
    }
    int after = Json.afterSpace(bytes, member.to());
    return bytes[after] == ','
        ? new Span(member.from(), Json.afterSpace(bytes, after + 1))
        : member;
  }
}
