package dev.sluice.route.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.history.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TasksTest {
  private final Tasks tasks = new Tasks();

  private static Turn turn(int number) {
    String body =
        Requests.body(
            "m", "\"system\":\"s\",", "{\"role\":\"user\",\"content\":\"" + number + "\"}");
    return Objects.requireNonNull(Requests.turn(Requests.call(body), Requests.START, null).turn());
  }

  private static Tasks.Task task(Turn turn) {
    return new Tasks.Task("m", "n", Tier.SIMPLE, 1, turn.at());
  }

  @Test
  void the_oldest_of_more_than_ten_thousand_conversations_are_forgotten() {
    Turn first = turn(0);
    tasks.remember(first, task(first), "n");
    assertThat(tasks.task(first)).isNotNull();

    for (int i = 1; i <= 10_000; i++) {
      Turn turn = turn(i);
      tasks.remember(turn, task(turn), "n");
    }

    assertThat(tasks.task(first)).isNull();
    assertThat(tasks.task(turn(10_000))).isNotNull();
  }

  @Test
  void a_shared_system_prompt_is_counted_at_each_model() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Turn turn = turn(i);
        done.add(threads.submit(() -> tasks.remember(turn, task(turn), "n")));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }

    assertThat(tasks.sent(turn(5), "n")).isEqualTo(new Tasks.Sent(Requests.START, 200));
    assertThat(tasks.sent(turn(5), "m")).isNull();
  }
}
