package dev.sluice.provider.anthropic;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Observes a gzip reply through a decoded copy (DESIGN section 5 "Upstream"); the compressed bytes
 * go down as they came. Gives up observing past a limit on what a bomb may unfold to. Never keeps
 * content. One thread at a time.
 */
final class GunzipObserver implements ReplyObserver {
  private static final long MOST = 64L << 20;
  private static final int HEADER = 10;
  private static final int FLAGS = 3;

  private final ReplyObserver decoded;
  private final Inflater inflater = new Inflater(true);
  private final byte[] out = new byte[16 << 10];
  private int header;
  private boolean blind;
  private long unfolded;

  GunzipObserver(ReplyObserver decoded) {
    this.decoded = decoded;
  }

  @Override
  public void bytes(byte[] chunk, int from, int to) {
    int at = from;
    while (header < HEADER && at < to) {
      // Optional header fields are so rare in replies that such a reply passes unobserved.
      blind |= header == FLAGS && chunk[at] != 0;
      header++;
      at++;
    }
    if (!blind && at < to) {
      inflate(chunk, at, to);
    }
  }

  private void inflate(byte[] chunk, int from, int to) {
    inflater.setInput(chunk, from, to - from);
    try {
      for (int n = inflater.inflate(out); n > 0; n = inflater.inflate(out)) {
        unfolded += n;
        if (unfolded > MOST) {
          blind = true;
          return;
        }
        decoded.bytes(out, 0, n);
      }
    } catch (DataFormatException broken) {
      blind = true;
    }
  }

  @Override
  public void end() {
    decoded.end();
    inflater.end();
  }

  @Override
  public boolean substantial() {
    return blind || decoded.substantial();
  }

  @Override
  public boolean failed() {
    return decoded.failed();
  }

  @Override
  public boolean complete() {
    return blind || decoded.complete();
  }

  @Override
  public boolean betweenEvents() {
    return false;
  }

  @Override
  public ReplyFacts facts() {
    return blind ? BlindObserver.INSTANCE.facts() : decoded.facts();
  }

  @Override
  public byte @Nullable [] content() {
    return null;
  }
}
