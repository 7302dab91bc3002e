package dev.sluice.rewrite.reduce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.rewrite.AnyTalk;
import dev.sluice.rewrite.memory.KnownLinks;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The keys of messages do not depend on what was digested before. */
final class ChainTest {

  @Test
  void keys_are_the_same_whatever_is_known() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      AnyTalk talk = new AnyTalk(random);
      KnownLinks known = new KnownLinks();
      for (int i = 0; i < 60; i++) {
        Body body = talk.next();
        Index index = body.index();
        if (index != null) {
          String tenant = random.nextBoolean() ? "alice" : "bob";
          assertThat(keys(tenant, body, index, known))
              .as(new String(body.bytes(), UTF_8))
              .isEqualTo(keys(tenant, body, index, new KnownLinks()));
        }
      }
    }
  }

  private static Key[] keys(String tenant, Body body, Index index, KnownLinks known) {
    return Chain.keys(tenant, body.bytes(), index, index.messages().size(), known);
  }
}
