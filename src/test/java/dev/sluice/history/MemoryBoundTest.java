package dev.sluice.history;

import static dev.sluice.history.HistoryRig.body;
import static dev.sluice.history.HistoryRig.chat;
import static dev.sluice.history.HistoryRig.prose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.history.HistoryRig.Sender;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class MemoryBoundTest {
  private static final MemoryLimits SMALL = new MemoryLimits(50, 2_000, 64, 4_000);

  private final HistoryRig rig = new HistoryRig(SMALL);

  @Test
  void conversations_that_rested_longest_are_forgotten() {
    rig.send(chat("kept"));
    rig.send(chat("forgotten"));
    for (int i = 0; i < 200; i++) {
      rig.send(chat("question " + i));
      if (i % 20 == 0) {
        rig.send(chat("kept"));
      }
    }

    assertThat(rig.histories.conversations()).isEqualTo(50);
    assertThat(rig.histories.links()).isLessThanOrEqualTo(100);
    assertThat(rig.turn(Sender.ANYBODY, chat("kept", "a", "on")).past()).isNotNull();
    assertThat(rig.turn(Sender.ANYBODY, chat("forgotten", "a", "on")).past()).isNull();
  }

  @Test
  void blocks_are_bounded() {
    String[] messages = new String[201];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = "message " + i;
    }
    for (int i = 0; i < 40; i++) {
      messages[0] = "conversation " + i;
      rig.send(chat(messages));
    }

    assertThat(rig.histories.blocks()).isBetween(1_000, 2_000);
  }

  @Test
  void a_conversation_takes_the_memory_of_its_last_request() {
    String[] messages = new String[101];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = "message " + i;
    }
    for (int length = 1; length <= messages.length; length += 2) {
      rig.send(chat(java.util.Arrays.copyOf(messages, length)));
    }

    assertThat(rig.histories.blocks()).isEqualTo(101);
    assertThat(rig.histories.conversations()).isOne();
  }

  @Test
  void a_request_that_is_too_large_is_not_remembered() {
    String[] messages = new String[1_001];
    java.util.Arrays.fill(messages, "x");
    rig.send(chat(messages));

    assertThat(rig.histories.conversations()).isZero();
  }

  @Test
  void systems_and_their_words_are_bounded() {
    for (int i = 0; i < 200; i++) {
      rig.send(body(prose(i, 300), "q" + i));
    }

    assertThat(rig.histories.words()).isLessThanOrEqualTo(4_000);
    assertThat(rig.histories.prefixes()).isLessThanOrEqualTo(64);
  }

  @Test
  void the_same_greeting_without_end_takes_no_more() {
    for (int i = 0; i < 300; i++) {
      rig.send(chat("hi"));
      rig.send(chat("hi", "hello", "question " + i));
    }

    assertThat(rig.histories.conversations()).isLessThanOrEqualTo(50);
    assertThat(rig.histories.links()).isLessThanOrEqualTo(102);
  }

  @Test
  void many_threads_at_once_leave_it_whole() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      var all = new java.util.ArrayList<java.util.concurrent.Future<?>>();
      for (int thread = 0; thread < 4; thread++) {
        all.add(threads.submit(this::converse));
      }
      for (var each : all) {
        each.get();
      }
    }

    assertThat(rig.histories.conversations()).isBetween(1, 50);
    assertThat(rig.histories.blocks()).isLessThanOrEqualTo(2_000);
  }

  private void converse() {
    for (int i = 0; i < 500; i++) {
      String opening = "opening " + i % 80;
      Turn first = rig.send(chat(opening));
      rig.histories.replied(first, HistoryRig.usage(1, 2, 0, 0));
      rig.send(chat(opening, "a", "next " + i));
    }
  }
}
