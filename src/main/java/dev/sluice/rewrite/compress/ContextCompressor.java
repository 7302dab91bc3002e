package dev.sluice.rewrite.compress;

import dev.sluice.exchange.ModelClient;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Splices;
import dev.sluice.price.Cost;
import dev.sluice.rewrite.memory.Remembered;
import dev.sluice.rewrite.reduce.ReduceConfig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * Turns the old turns of a long conversation into facts. Once made, the facts for a prefix are
 * remembered and used again with the same bytes, so that the provider's prompt cache holds, until
 * the conversation is too long again; then new facts take in the old ones. The last turns stay word
 * for word, calls of tools stay with their results, and a short first message stays.
 *
 * <p>Blocks the caller while the small model writes, for as long as the configuration says at most.
 * When that fails, or what it writes is empty, cut off or no shorter, the messages stay as they are
 * and the conversation is left alone for ten minutes. Safe for any thread; never throws.
 */
public final class ContextCompressor {
  private static final byte[] OPEN = "{\"messages\":".getBytes(StandardCharsets.US_ASCII);

  private final ReduceConfig.Compress config;
  private final FactStore store;
  private final Courses courses;
  private final FactWriter writer;
  private final Pauses pauses;

  /**
   * Compresses as configured.
   *
   * @param remembered keeps the facts; the caller closes it
   * @param prices what the models cost, for deciding and for booking
   */
  public ContextCompressor(
      ReduceConfig.Compress config, Remembered remembered, Pricing prices, InstantSource clock) {
    this.config = config;
    this.store = new FactStore(remembered, config.model());
    this.courses = new Courses(config, store, new Payback(prices, config.model()));
    this.writer = new FactWriter(config.model(), prices);
    this.pauses = new Pauses(clock);
  }

  /**
   * Compresses the messages of a program's own conversation.
   *
   * @param tenant whose conversation it is
   * @param model the model that the conversation is with
   * @param messages a JSON array of messages in UTF-8
   */
  public Compressed compress(String tenant, String model, byte[] messages, ModelClient client) {
    ByteArrayOutputStream object = new ByteArrayOutputStream(messages.length + 16);
    object.writeBytes(OPEN);
    object.writeBytes(messages);
    object.write('}');
    Body body = Body.indexed(object.toByteArray());
    Index index = body.index();
    if (index == null) {
      return new Compressed(messages, 0, Cost.free(), 0);
    }
    boolean cached = !index.markers().isEmpty();
    Compressible.Asker asker = new Compressible.Asker(tenant, model);
    return compress(new Compressible(asker, body, index, 1, cached), messages, client);
  }

  private Compressed compress(Compressible request, byte[] messages, ModelClient client) {
    Course course = courses.of(request, config.trigger(), Courses.Spared.NOTHING);
    Facts facts = course.facts();
    Cost spent = Cost.free();
    int calls = 0;
    Need need = course.need();
    if (need != null && pauses.begin(need.conversation())) {
      FactWriter.Written written = writer.write(writer.order(need, config.timeout()), client);
      spent = written.spent();
      calls = written.calls();
      if (written.facts() != null) {
        facts = store.made(need.key(), written.facts());
        store.sent(need.chain(), facts);
        pauses.ended(need.conversation());
      }
    }
    if (facts == null) {
      return new Compressed(messages, 0, spent, calls);
    }
    return new Compressed(array(request, facts), facts.removed(request), spent, calls);
  }

  private static byte[] array(Compressible request, Facts facts) {
    Splices splices = new Splices();
    facts.replace(request, splices);
    byte[] edited = splices.apply(request.body().bytes());
    byte[] array = new byte[edited.length - OPEN.length - 1];
    System.arraycopy(edited, OPEN.length, array, 0, array.length);
    return array;
  }
}
