package dev.sluice.rewrite.reduce;

import dev.sluice.rewrite.reduce.Decision.LeftOut;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A decision as bytes in the file. */
final class DecisionBytes {
  private DecisionBytes() {}

  static byte[] write(Decision decision) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(decision.tokens());
      out.writeUTF(decision.leftOut().name());
      out.writeInt(decision.patches().size());
      for (Patch patch : decision.patches()) {
        write(patch, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(Patch patch, DataOutputStream out) throws IOException {
    out.writeUTF(patch.mechanism());
    out.writeInt(patch.block());
    out.writeInt(patch.inner());
    out.writeInt(patch.from());
    out.writeInt(patch.to());
    out.writeInt(patch.with().length);
    out.write(patch.with());
    out.writeInt(patch.tokens());
    out.writeInt(patch.source());
  }

  /**
   * The reverse of {@link #write(Decision)}.
   *
   * @throws IOException if these are not such bytes
   */
  static Decision read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int tokens = in.readInt();
      LeftOut leftOut = LeftOut.valueOf(in.readUTF());
      int count = in.readInt();
      if (count < 0 || count > bytes.length) {
        throw new IOException("no decision");
      }
      List<Patch> patches = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        patches.add(patch(in));
      }
      return new Decision(tokens, patches, leftOut);
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }

  private static Patch patch(DataInputStream in) throws IOException {
    String mechanism = in.readUTF();
    int block = in.readInt();
    int inner = in.readInt();
    int from = in.readInt();
    int to = in.readInt();
    byte[] with = in.readNBytes(in.readInt());
    return new Patch(mechanism, block, inner, from, to, with, in.readInt(), in.readInt());
  }
}
