package dev.sluice.rewrite.breakpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.history.Turn;
import dev.sluice.provider.ProviderConfig;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.breakpoint.PromptCacheConfig.Lifetime;
import dev.sluice.sim.json.Json;
import dev.sluice.sim.prompt.Hash;
import dev.sluice.sim.prompt.Prompt;
import dev.sluice.sim.prompt.PromptBlock;
import dev.sluice.sim.prompt.PromptReader;
import dev.sluice.sim.rule.Rejected;
import dev.sluice.sim.rule.RequestRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Nothing that the API accepts is refused because of a marker. */
final class LegalityTest {
  private static final String[] MODELS = {"claude-haiku-4-5", "claude-sonnet-5", "claude-opus-5"};
  private static final int REQUESTS = 800;

  private int accepted;
  private int marked;
  private int most;

  @Test
  void whatever_is_accepted_without_markers_is_accepted_with_them() {
    long seed = System.nanoTime();
    System.out.println("LegalityTest seed " + seed);
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int i = 0; i < REQUESTS; i++) {
      long one = seeds.nextLong();
      try {
        conversation(new SplittableRandom(one));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed of the conversation: " + one, e);
      }
    }

    System.out.printf("accepted %d, marked %d, most markers %d%n", accepted, marked, most);
    assertThat(accepted).isGreaterThan(REQUESTS / 2);
    assertThat(marked).isGreaterThan(REQUESTS / 5);
    assertThat(most).isEqualTo(4);
  }

  private void conversation(SplittableRandom random) {
    Lifetime lifetime = Lifetime.values()[random.nextInt(3)];
    String model = MODELS[random.nextInt(MODELS.length)];
    Rig rig = new Rig(model, new PromptCacheConfig(true, lifetime, Duration.ZERO));
    rig.takes = ProviderConfig.Breakpoints.values()[random.nextInt(2)];
    rig.minimum = 1;
    Oddities oddities = new Oddities(random);
    ObjectNode request = oddities.request(model);
    for (int turn = random.nextInt(6); turn >= 0; turn--) {
      rig.after(Duration.ofSeconds(10 + random.nextInt(600)));
      one(Json.bytes(request), rig);
      oddities.turns(request.withArray("messages"));
    }
  }

  private void one(byte[] body, Rig rig) {
    if (!legal(body, rig)) {
      return;
    }
    accepted++;
    Turn turn = rig.turn(body);
    Edit edit = rig.edit(body, turn);
    rig.history.sent(turn);
    byte[] sent = edit.splices().apply(body);

    marked += sent == body ? 0 : 1;
    assertThat(edit.claims()).hasSize(sent == body ? 0 : 1);
    JsonNode tree = Json.parse(sent);
    RequestRules.create(tree, Rig.CALLER, _ -> true);
    most = Math.max(most, markers(tree));
    assertThat(markers(tree)).isLessThanOrEqualTo(4);
    assertThat(onlyInsertions(body, sent)).isTrue();
    assertThat(plain(tree)).isEqualTo(plain(Json.parse(body)));
    assertThat(prefix(tree, rig)).isEqualTo(prefix(Json.parse(body), rig));
    assertThat(rig.turn(sent).prefix()).isEqualTo(turn.prefix());
  }

  /** What the provider's cache keys each block of the prompt by. */
  private static List<Hash> prefix(JsonNode request, Rig rig) {
    Prompt prompt = PromptReader.read(request, rig.model, "w");
    return prompt.blocks().stream().map(PromptBlock::cached).toList();
  }

  private static boolean legal(byte[] body, Rig rig) {
    try {
      RequestRules.create(Json.parse(body), Rig.CALLER, _ -> true);
      return rig.model.window() > 0;
    } catch (Rejected e) {
      return false;
    }
  }

  private static int markers(JsonNode node) {
    int count = node.isObject() && node.has("cache_control") ? 1 : 0;
    for (JsonNode child : node) {
      count += markers(child);
    }
    return count;
  }

  /** Whether the original is what remains when some bytes are taken out. */
  private static boolean onlyInsertions(byte[] original, byte[] edited) {
    int at = 0;
    for (byte b : edited) {
      at += at < original.length && original[at] == b ? 1 : 0;
    }
    return at == original.length;
  }

  /** Without markers, and with texts of system and messages as one block each. */
  private static String plain(JsonNode request) {
    ObjectNode copy = request.deepCopy().asObject();
    if (copy.path("system").isString()) {
      String text = copy.path("system").stringValue();
      copy.putArray("system").addObject().put("type", "text").put("text", text);
    }
    for (JsonNode message : copy.path("messages")) {
      if (message.path("content").isString()) {
        String text = message.path("content").stringValue();
        ((ObjectNode) message)
            .putArray("content")
            .addObject()
            .put("type", "text")
            .put("text", text);
      }
    }
    strip(copy);
    return new String(Json.bytes(copy), StandardCharsets.UTF_8);
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("cache_control");
    }
    node.forEach(LegalityTest::strip);
  }
}
