package dev.sluice.sim.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.model.SimModels;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The prompt cache against the rules of the real one. */
final class PromptCacheTest {
  private static final SimModel MODEL = Objects.requireNonNull(SimModels.find("claude-sonnet-5-5"));
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String LONG = "a rather long piece of text ".repeat(200);

  private final PromptCache cache = new PromptCache(new SplittableRandom(1));

  @Test
  void the_first_request_writes_and_the_second_reads() {
    ObjectNode request = request(LONG, "5m", "hello");

    CachePlan first = send(request, NOON);
    CachePlan second = send(request, NOON.plusSeconds(1));

    assertThat(first.read()).isZero();
    assertThat(first.write5m()).isGreaterThan(512);
    assertThat(second.read()).isEqualTo(first.write5m());
    assertThat(second.write5m()).isZero();
  }

  @Test
  void an_entry_is_not_readable_before_the_first_reply_begins() {
    ObjectNode request = request(LONG, "5m", "hello");

    CachePlan first = plan(request, "w", NOON);
    CachePlan second = plan(request, "w", NOON);
    cache.publish(first, NOON);

    assertThat(second.read()).isZero();
    assertThat(second.write5m()).isEqualTo(first.write5m());
    assertThat(plan(request, "w", NOON).read()).isEqualTo(first.write5m());
  }

  @Test
  void an_entry_lives_five_minutes_from_the_start_of_its_last_use() {
    ObjectNode request = request(LONG, "5m", "hello");
    send(request, NOON);

    assertThat(send(request, NOON.plus(Duration.ofMinutes(4))).read()).isPositive();
    assertThat(send(request, NOON.plus(Duration.ofMinutes(8))).read()).isPositive();
    assertThat(send(request, NOON.plus(Duration.ofMinutes(14))).read()).isZero();
  }

  @Test
  void an_hour_is_an_hour_and_is_counted_apart() {
    ObjectNode request = request(LONG, "1h", "hello");

    CachePlan first = send(request, NOON);

    assertThat(first.write1h()).isPositive();
    assertThat(first.write5m()).isZero();
    assertThat(send(request, NOON.plus(Duration.ofMinutes(59))).read()).isPositive();
  }

  @Test
  void a_longer_conversation_reads_the_old_prefix_and_writes_the_rest() {
    ObjectNode request = conversation(3);
    mark(request, 2);
    CachePlan first = send(request, NOON);
    ObjectNode longer = conversation(5);
    mark(longer, 4);

    CachePlan second = send(longer, NOON);

    assertThat(second.read()).isEqualTo(first.write5m());
    assertThat(second.write5m()).isPositive();
  }

  @Test
  void an_entry_more_than_twenty_blocks_back_is_not_found() {
    ObjectNode request = conversation(1);
    mark(request, 0);
    send(request, NOON);
    ObjectNode near = conversation(20);
    mark(near, 19);
    ObjectNode far = conversation(21);
    mark(far, 20);

    assertThat(plan(near, "w", NOON).read()).isPositive();
    assertThat(plan(far, "w", NOON).read()).isZero();
  }

  @Test
  void a_run_of_tool_results_counts_as_one_block() {
    ObjectNode request = conversation(1);
    mark(request, 0);
    send(request, NOON);
    ObjectNode longer = conversation(1);
    ArrayNode content =
        longer.withArray("messages").addObject().put("role", "user").putArray("content");
    for (int i = 0; i < 30; i++) {
      content.addObject().put("type", "tool_result").put("tool_use_id", "t" + i);
    }
    content.addObject().put("type", "text").put("text", "and?");
    ((ObjectNode) content.get(30)).putObject("cache_control").put("type", "ephemeral");

    assertThat(plan(longer, "w", NOON).read()).isPositive();
  }

  @Test
  void a_short_prefix_is_not_cached() {
    CachePlan plan = send(request("short", "5m", "hello"), NOON);

    assertThat(plan).isEqualTo(CachePlan.NONE);
  }

  @Test
  void workspaces_and_models_share_nothing() {
    ObjectNode request = request(LONG, "5m", "hello");
    send(request, NOON);

    assertThat(plan(request, "other", NOON).read()).isZero();
    SimModel opus = Objects.requireNonNull(SimModels.find("claude-opus-5-5"));
    assertThat(cache.plan(PromptReader.read(request, opus, "w"), 512, NOON).read()).isZero();
  }

  @Test
  void parameters_cost_the_caches_that_they_should() {
    ObjectNode request = request(LONG, "5m", "hello");
    request.withArray("messages").removeAll();
    ArrayNode content =
        request.withArray("messages").addObject().put("role", "user").putArray("content");
    content.addObject().put("type", "text").put("text", LONG);
    ((ObjectNode) content.get(0)).putObject("cache_control").put("type", "ephemeral");
    CachePlan first = send(request, NOON);

    JsonNode effort = request.deepCopy();
    ((ObjectNode) effort).putObject("output_config").put("effort", "low");
    JsonNode speed = request.deepCopy();
    ((ObjectNode) speed).put("speed", "fast");
    JsonNode metadata = request.deepCopy();
    ((ObjectNode) metadata).putObject("metadata").put("user_id", "someone");

    assertThat(plan(effort, "w", NOON).read()).isPositive().isLessThan(first.write5m());
    assertThat(plan(speed, "w", NOON).read()).isZero();
    assertThat(plan(metadata, "w", NOON).read()).isEqualTo(first.write5m());
  }

  @Test
  void a_marker_that_moves_and_a_string_that_becomes_a_block_change_nothing() {
    ObjectNode request = conversation(3);
    mark(request, 2);
    CachePlan first = send(request, NOON);
    ObjectNode same = conversation(3);
    for (JsonNode message : same.path("messages")) {
      String text = message.path("content").path(0).path("text").asString();
      ((ObjectNode) message).put("content", text);
    }
    ArrayNode next = same.withArray("messages").addObject().put("role", "user").putArray("content");
    next.addObject().put("type", "text").put("text", "go on");
    mark(same, 3);

    assertThat(plan(same, "w", NOON).read()).isEqualTo(first.write5m());
  }

  @Test
  void the_order_of_keys_in_a_tool_input_matters() {
    ObjectNode one = conversation(2);
    ObjectNode two = conversation(2);
    input(one).put("a", 1).put("b", 2);
    input(two).put("b", 2).put("a", 1);
    mark(one, 1);
    mark(two, 1);
    send(one, NOON);

    assertThat(plan(two, "w", NOON).read()).isZero();
  }

  @Test
  void the_automatic_marker_stands_on_the_last_block() {
    ObjectNode request = conversation(3);
    request.putObject("cache_control").put("type", "ephemeral");
    Prompt prompt = PromptReader.read(request, MODEL, "w");

    CachePlan plan = cache.plan(prompt, MODEL.cacheMinimum(), NOON);

    assertThat(plan.write5m()).isEqualTo(prompt.tokens());
  }

  @Test
  void random_misses_come_as_often_as_was_asked() {
    ObjectNode request = request(LONG, "5m", "hello");
    send(request, NOON);
    cache.missRate(0.5);

    long misses = 0;
    for (int i = 0; i < 1_000; i++) {
      misses += plan(request, "w", NOON).read() == 0 ? 1 : 0;
    }

    assertThat(misses).isBetween(430L, 570L);
  }

  private static ObjectNode input(ObjectNode request) {
    ObjectNode last = (ObjectNode) request.path("messages").path(0);
    return last.withArray("content")
        .insertObject(0)
        .put("type", "tool_use")
        .put("id", "t")
        .putObject("input");
  }

  private CachePlan send(JsonNode request, Instant now) {
    CachePlan plan = plan(request, "w", now);
    cache.publish(plan, now);
    return plan;
  }

  private CachePlan plan(JsonNode request, String workspace, Instant now) {
    return cache.plan(PromptReader.read(request, MODEL, workspace), MODEL.cacheMinimum(), now);
  }

  private static ObjectNode request(String system, String ttl, String prompt) {
    ObjectNode request = Json.object();
    ObjectNode block = request.putArray("system").addObject().put("type", "text");
    block.put("text", system).putObject("cache_control").put("type", "ephemeral").put("ttl", ttl);
    request.putArray("messages").addObject().put("role", "user").put("content", prompt);
    return request;
  }

  private static ObjectNode conversation(int messages) {
    ObjectNode request = Json.object();
    ArrayNode list = request.putArray("messages");
    for (int i = 0; i < messages; i++) {
      ObjectNode message = list.addObject().put("role", i % 2 == 0 ? "user" : "assistant");
      message.putArray("content").addObject().put("type", "text").put("text", i + LONG);
    }
    return request;
  }

  private static void mark(ObjectNode request, int message) {
    JsonNode content = request.path("messages").path(message).path("content");
    ObjectNode block = (ObjectNode) content.get(content.size() - 1);
    block.putObject("cache_control").put("type", "ephemeral");
  }
}
