package dev.sluice.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replies out of the exact cache, for every block type of spec anthropic-api section 3: whichever
 * way a reply was stored and is asked for, the SDK makes the same message of it.
 */
@Tag("clients")
final class ReplayTest {
  private static final String STORED_AS_STREAM = "stored as a stream: ";
  private static final String STORED_AS_JSON = "stored as JSON: ";
  private static final Map<String, JsonNode> BLOCKS = blocks();

  /** The SDKs. */
  enum Sdk {
    JAVASCRIPT_1,
    JAVASCRIPT_0,
    JAVA_3,
    JAVA_2,
    PYTHON;

    private ClientProgram program() {
      return switch (this) {
        case JAVASCRIPT_1 -> ClientProgram.javaScript("js-1");
        case JAVASCRIPT_0 -> ClientProgram.javaScript("js-0");
        case JAVA_3 -> ClientProgram.java("java-3");
        case JAVA_2 -> ClientProgram.java("java-2");
        case PYTHON -> ClientProgram.python();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_sdk_makes_the_same_message_of_a_replay(Sdk sdk, @TempDir Path data) throws Exception {
    try (Arena arena = Arena.open(data)) {
      script(arena);

      Map<String, JsonNode> first = sdk.program().run(jobs(arena, "stream", "plain"));
      Map<String, JsonNode> again = replayed(arena, sdk, jobs(arena, "stream", "plain"));
      Map<String, JsonNode> crossed = replayed(arena, sdk, jobs(arena, "plain", "stream"));

      for (String name : BLOCKS.keySet()) {
        String stream = STORED_AS_STREAM + name;
        String json = STORED_AS_JSON + name;
        assertThat(message(again, stream)).as(stream).isEqualTo(message(first, stream));
        assertThat(message(again, json)).as(json).isEqualTo(message(first, json));
        assertThat(content(crossed, stream)).as(stream).isEqualTo(content(first, json));
        assertThat(content(crossed, json)).as(json).isEqualTo(content(first, stream));
      }
    }
  }

  /** What is seen when every reply is a replay; on a busy machine a look-up may be too late. */
  private static Map<String, JsonNode> replayed(Arena arena, Sdk sdk, List<Job> jobs)
      throws Exception {
    for (int times = 1; times <= 5; times++) {
      int before = arena.seenBehind().all().size();
      Map<String, JsonNode> seen = sdk.program().run(jobs);
      if (arena.seenBehind().all().size() == before) {
        return seen;
      }
    }
    throw new AssertionError("not every reply came out of the cache");
  }

  private static void script(Arena arena) throws Exception {
    for (Map.Entry<String, JsonNode> blocks : BLOCKS.entrySet()) {
      for (String way : List.of(STORED_AS_STREAM, STORED_AS_JSON)) {
        arena.answer(
            """
            {"match": {"contains": "%s"}, "times": -1, "content": %s}
            """
                .formatted(mark(way + blocks.getKey()), blocks.getValue()));
      }
    }
  }

  private static List<Job> jobs(Arena arena, String storedAsStream, String storedAsJson) {
    List<Job> jobs = new ArrayList<>();
    for (String name : BLOCKS.keySet()) {
      jobs.add(job(arena, STORED_AS_STREAM + name, storedAsStream));
      jobs.add(job(arena, STORED_AS_JSON + name, storedAsJson));
    }
    return jobs;
  }

  private static Job job(Arena arena, String name, String mode) {
    return new Job(
        name,
        arena.gateway().toString(),
        "sk-ant-test-0123456789",
        mode,
        mark(name),
        "claude-sonnet-5",
        Map.of("x-scenario", name),
        20_000,
        0);
  }

  private static String mark(String name) {
    return "[" + name + "]";
  }

  private static List<String> message(Map<String, JsonNode> seen, String name) {
    Map<String, String> all = new Seen(Objects.requireNonNull(seen.get(name))).everything();
    return List.of(all.getOrDefault("message", ""), all.getOrDefault("error class", ""));
  }

  private static List<JsonNode> content(Map<String, JsonNode> seen, String name) {
    JsonNode message = Objects.requireNonNull(seen.get(name)).path("message");
    JsonNode error = Objects.requireNonNull(seen.get(name)).path("error").path("class");
    return List.of(message.path("content"), message.path("stop_reason"), error);
  }

  private static Map<String, JsonNode> blocks() {
    try (InputStream file = ReplayTest.class.getResourceAsStream("/clients/blocks.json")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      Map<String, JsonNode> blocks = new TreeMap<>();
      JsonMapper.shared()
          .readTree(text)
          .properties()
          .forEach(one -> blocks.put(one.getKey(), one.getValue()));
      return blocks;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
