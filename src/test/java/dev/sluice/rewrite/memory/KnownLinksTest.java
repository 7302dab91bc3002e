package dev.sluice.rewrite.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.rewrite.AnyTalk;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is known of chains: it never changes a link, and it spares digesting. */
final class KnownLinksTest {
  private static final byte[] BYTES = "first,second".getBytes(UTF_8);
  private static final Span FIRST = new Span(0, 5);

  private final byte[] before = {1, 2, 3};
  private int digested;

  private byte[] digest() {
    digested++;
    return new byte[] {(byte) digested};
  }

  @Test
  void chains_are_the_same_with_it_and_without() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      AnyTalk talk = new AnyTalk(random);
      KnownLinks known = new KnownLinks(round % 2 == 0 ? 3 : 16);
      for (int i = 0; i < 100; i++) {
        Body body = talk.next();
        Index index = body.index();
        if (index != null) {
          same(body, index, List.of(random.nextBoolean() ? "alice" : "bob"), known);
        }
      }
    }
  }

  private static void same(Body body, Index index, List<String> tenant, KnownLinks known) {
    Chain plain = Chain.of(body, index, tenant);
    Chain spared = Chain.of(body, index, tenant, known);
    assertThat(spared.messages()).isEqualTo(plain.messages());
    for (int i = 0; i <= plain.messages(); i++) {
      assertThat(spared.upTo(i)).as(new String(body.bytes(), UTF_8)).isEqualTo(plain.upTo(i));
    }
  }

  @Test
  void a_message_that_is_known_is_not_digested_again() {
    KnownLinks known = new KnownLinks();
    byte[] link = known.after(before, BYTES, FIRST, 0, this::digest);
    byte[] elsewhere = "   first".getBytes(UTF_8);
    assertThat(known.after(before.clone(), elsewhere, new Span(3, 8), 0, this::digest))
        .isSameAs(link);
    assertThat(digested).isEqualTo(1);
  }

  @Test
  void what_differs_in_anything_is_digested() {
    KnownLinks known = new KnownLinks();
    known.after(before, BYTES, FIRST, 0, this::digest);
    known.after(new byte[] {1, 2, 4}, BYTES, FIRST, 0, this::digest);
    known.after(before, BYTES, new Span(0, 4), 0, this::digest);
    known.after(before, BYTES, new Span(1, 6), 0, this::digest);
    known.after(before, BYTES, FIRST, 1, this::digest);
    assertThat(digested).isEqualTo(5);
  }
}
