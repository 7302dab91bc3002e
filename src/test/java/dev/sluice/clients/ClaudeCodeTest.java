package dev.sluice.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What Claude Code does for its user, through the gateway. */
@Tag("clients")
final class ClaudeCodeTest {
  @TempDir private Path folder;

  @Test
  void two_identical_runs_cost_one_request() throws Exception {
    try (Arena arena = Arena.open(folder.resolve("data"))) {
      ClaudeCode claude = new ClaudeCode(folder);

      JsonNode first = claude.ask(arena.gateway(), "say hi");
      JsonNode second = claude.ask(arena.gateway(), "say hi");

      assertThat(first.path("is_error").asBoolean(true)).as(first.toString()).isFalse();
      assertThat(second.path("result")).isEqualTo(first.path("result"));
      assertThat(second.path("usage")).isEqualTo(first.path("usage"));
      assertThat(arena.seenBehind().all()).hasSize(1);
    }
  }

  @Test
  void a_tool_loop_runs_to_its_end() throws Exception {
    try (Arena arena = Arena.open(folder.resolve("data"))) {
      arena.answer(
          """
          {"match": {"contains": "Make the file"}, "times": 1, "content": [
            {"type": "text", "text": "I make it."},
            {"type": "tool_use", "id": "toolu_01made", "name": "Bash",
             "input": {"command": "echo forty-two > made.txt", "description": "Makes the file"}}]}
          """);
      arena.answer(
          """
          {"times": 1, "text": "It is there."}
          """);
      ClaudeCode claude = new ClaudeCode(folder);

      JsonNode result =
          claude.ask(arena.gateway(), "Make the file made.txt", "--allowedTools", "Bash");

      assertThat(result.path("result").asString("")).isEqualTo("It is there.");
      assertThat(result.path("num_turns").asInt()).isEqualTo(2);
      assertThat(Files.readString(folder.resolve("work/made.txt"))).isEqualTo("forty-two\n");
      assertThat(arena.seenBehind().all()).hasSize(2);
    }
  }
}
