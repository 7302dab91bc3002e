package dev.sluice.history;

import static dev.sluice.history.HistoryRig.SYSTEM;
import static dev.sluice.history.HistoryRig.TOOLS;
import static dev.sluice.history.HistoryRig.body;
import static dev.sluice.history.HistoryRig.chat;
import static dev.sluice.history.HistoryRig.whole;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.history.HistoryRig.Sender;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Sender NAMED = Sender.ANYBODY.named("work");

  private final HistoryRig rig = new HistoryRig();

  private static Turn.Past past(Turn turn) {
    return requireNonNull(turn.past());
  }

  @Test
  void a_conversation_that_goes_on_keeps_its_session() {
    Turn first = rig.send(chat("one"));
    rig.pass(Duration.ofSeconds(20));
    Turn second = rig.send(chat("one", "a", "two"));
    rig.pass(Duration.ofSeconds(30));
    Turn third = rig.send(chat("one", "a", "two", "b", "three"));

    assertThat(first.session()).matches("chain-[0-9a-f]{12}");
    assertThat(first.past()).isNull();
    assertThat(second.session()).isEqualTo(first.session());
    assertThat(third.session()).isEqualTo(first.session());
    assertThat(past(third).shared()).isEqualTo(3);
    assertThat(past(third).at()).isEqualTo(second.at());
    assertThat(third.difference()).isNull();
    assertThat(third.gaps()).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  @Test
  void gaps_are_the_last_sixteen() {
    String[] messages = new String[41];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = "message " + i;
    }
    Turn last = rig.send(chat(messages[0]));
    for (int length = 3; length <= messages.length; length += 2) {
      rig.pass(Duration.ofSeconds(length));
      last = rig.send(chat(java.util.Arrays.copyOf(messages, length)));
    }

    assertThat(last.gaps())
        .hasSize(16)
        .startsWith(Duration.ofSeconds(11))
        .endsWith(Duration.ofSeconds(41));
  }

  @Test
  void a_turn_that_is_not_sent_is_nobodys_past() {
    Turn unsent = rig.turn(Sender.ANYBODY, chat("one"));
    Turn next = rig.send(chat("one", "a", "two"));

    assertThat(next.past()).isNull();
    assertThat(next.session()).isNotEqualTo(unsent.session());
  }

  @Test
  void a_clock_in_the_system_prompt_does_not_hide_the_conversation() {
    Turn first = rig.send(body(SYSTEM.formatted("12:00"), "one"));
    Turn second = rig.send(body(SYSTEM.formatted("12:01"), "one", "a", "two"));

    assertThat(second.session()).isEqualTo(first.session());
    assertThat(past(second).shared()).isEqualTo(3);
  }

  @Test
  void a_clock_in_a_short_system_prompt_without_tools_does_not_hide_it() {
    String shape =
        "{\"system\":\"You are helpful. Time: %s\"," + chat("one", "a", "two").substring(1);
    Turn first = rig.send(shape.formatted("9:59").replaceAll(",\\{\"role\":\"assistant.*", "]}"));
    Turn second = rig.send(shape.formatted("10:00"));

    assertThat(second.session()).isEqualTo(first.session());
    assertThat(requireNonNull(second.difference()).what()).isEqualTo("system[0]: a time of day");
  }

  @Test
  void forks_share_the_session_and_go_on_by_themselves() {
    rig.send(chat("one"));
    Turn trunk = rig.send(chat("one", "a", "two"));
    Turn left = rig.send(chat("one", "a", "two", "b", "left"));
    Turn right = rig.send(chat("one", "a", "two", "b", "right"));
    Turn leftOn = rig.send(chat("one", "a", "two", "b", "left", "c", "left on"));
    Turn rightOn = rig.send(chat("one", "a", "two", "b", "right", "d", "right on"));

    assertThat(trunk)
        .extracting(Turn::session)
        .isEqualTo(left.session())
        .isEqualTo(right.session())
        .isEqualTo(leftOn.session())
        .isEqualTo(rightOn.session());
    assertThat(past(right).shared()).isEqualTo(3);
    assertThat(past(leftOn).prefix()).isEqualTo(left.prefix());
    assertThat(past(rightOn).prefix()).isEqualTo(right.prefix());
  }

  @Test
  void a_rewind_is_a_fork_from_where_it_begins() {
    rig.send(chat("one"));
    rig.send(chat("one", "a", "two"));
    Turn last = rig.send(chat("one", "a", "two", "b", "three"));
    Turn again = rig.send(chat("one", "a", "otherwise"));

    assertThat(again.session()).isEqualTo(last.session());
    assertThat(past(again).shared()).isOne();
    assertThat(again.difference()).isNull();
  }

  @Test
  void one_shots_have_sessions_of_their_own() {
    Turn first = rig.send(body("Classify.", "is this spam"));
    Turn second = rig.send(body("Classify.", "is that spam"));

    assertThat(second.session()).isNotEqualTo(first.session());
    assertThat(second.past()).isNull();
  }

  @Test
  void one_shots_with_the_same_examples_have_sessions_of_their_own() {
    Turn first = rig.send(body("Classify.", "buy now", "spam", "hello", "ham", "is this spam"));
    Turn second = rig.send(body("Classify.", "buy now", "spam", "hello", "ham", "is that spam"));

    assertThat(second.session()).isNotEqualTo(first.session());
    assertThat(second.past()).isNull();
  }

  @Test
  void the_same_greeting_begins_a_new_conversation_once_the_first_went_on() {
    Turn first = rig.send(chat("hi"));
    rig.send(chat("hi", "hello", "what is a fork"));
    Turn other = rig.send(chat("hi"));
    Turn otherOn = rig.send(chat("hi", "hello", "what is a spoon"));

    assertThat(other.session()).isNotEqualTo(first.session());
    assertThat(other.past()).isNull();
    assertThat(otherOn.session()).isEqualTo(other.session());
  }

  @Test
  void an_exact_repeat_is_of_the_same_session() {
    Turn first = rig.send(body("s", "one"));
    Turn again = rig.send(body("s", "one"));

    assertThat(again.session()).isEqualTo(first.session());
    assertThat(past(again).shared()).isEqualTo(again.prefix().blocks().size());
    assertThat(again.difference()).isNull();
  }

  @Test
  void a_greeting_is_no_repeat_after_hours() {
    Turn first = rig.send(chat("hi"));
    rig.pass(Duration.ofHours(2));

    assertThat(rig.send(chat("hi")).session()).isNotEqualTo(first.session());
  }

  @Test
  void the_same_question_under_another_system_prompt_begins_a_conversation() {
    Turn first = rig.send(whole(TOOLS, "\"Answer in French only.\"", "one"));
    Turn other = rig.send(whole("[]", "\"You name conversations.\"", "one"));

    assertThat(other.past()).isNull();
    assertThat(other.session()).isNotEqualTo(first.session());
  }

  @Test
  void a_named_session_has_its_name_and_holds_several_conversations() {
    String title = "\"You write a title of five words for what the user wants to do.\"";
    Turn main = rig.send(NAMED, body(SYSTEM, "one"));
    Turn small = rig.send(NAMED, whole("[]", title, "one"));
    Turn mainOn = rig.send(NAMED, body(SYSTEM, "one", "a", "two"));
    Turn smallOver =
        rig.send(NAMED.to("claude-haiku-5-5"), whole("[]", title, "one", "a", "two", "b", "title"));
    Turn mainOnOn = rig.send(NAMED, body(SYSTEM, "one", "a", "two", "b", "three"));

    assertThat(main.session()).isEqualTo("work").isEqualTo(small.session());
    assertThat(small.past()).isNull();
    assertThat(past(mainOn).prefix()).isEqualTo(main.prefix());
    assertThat(past(smallOver).prefix()).isEqualTo(small.prefix());
    assertThat(past(mainOnOn).prefix()).isEqualTo(mainOn.prefix());
    assertThat(mainOnOn.difference()).isNull();
  }

  @Test
  void a_small_call_over_a_conversation_is_of_its_session_and_not_its_successor() {
    Turn main = rig.send(body(SYSTEM, "one"));
    Turn small = rig.send(whole("[]", "\"Sum up what was said.\"", "one", "a", "sum up"));
    Turn mainOn = rig.send(body(SYSTEM, "one", "a", "two"));

    assertThat(small.session()).isEqualTo(main.session());
    assertThat(small.past()).isNull();
    assertThat(past(mainOn).prefix()).isEqualTo(main.prefix());
  }

  @Test
  void a_changed_opening_is_found_in_a_named_session() {
    String clock = "It is %s. What is in the folder and which of it is the largest?";
    rig.send(NAMED, body(SYSTEM, clock.formatted("12:00"), "much of this and that", "two"));
    Turn next =
        rig.send(
            NAMED,
            body(SYSTEM, clock.formatted("12:01"), "much of this and that", "two", "b", "three"));

    assertThat(requireNonNull(next.difference()).what())
        .isEqualTo("messages[0].content[0]: a time of day");
  }

  @Test
  void a_changed_message_is_found_without_a_name() {
    rig.send(chat("one", "an answer of some length", "two <reminder>"));
    Turn next = rig.send(chat("one", "an answer of some length", "two", "b", "three"));

    assertThat(requireNonNull(next.difference()))
        .isEqualTo(
            new Difference(
                Difference.Kind.MESSAGE, 2, 0, "messages[2].content[0]: changed", false));
  }

  @Test
  void tenants_do_not_see_each_other() {
    Turn mine = rig.send(Sender.ANYBODY, body("s", "one"));
    Sender other = Sender.ANYBODY.of("key:b");
    Turn theirs = rig.send(other, body("s", "one", "a", "two"));
    Turn repeated = rig.send(other.named("work"), body("s", "one"));

    assertThat(theirs.past()).isNull();
    assertThat(theirs.session()).isNotEqualTo(mine.session());
    assertThat(theirs.sent()).isEqualTo(Turn.Sent.NEVER);
    assertThat(repeated.past()).isNull();
  }

  @Test
  void what_was_sent_is_known_for_an_hour_by_tenant_and_model() {
    Turn first = rig.send(body("s", "one"));
    rig.pass(Duration.ofMinutes(50));
    Turn second = rig.turn(Sender.ANYBODY, body("s", "other"));
    Turn newSystem = rig.turn(Sender.ANYBODY, body("t", "other"));
    Turn newModel = rig.turn(Sender.ANYBODY.to("other"), body("s", "other"));
    rig.pass(Duration.ofMinutes(11));
    Turn late = rig.turn(Sender.ANYBODY, body("s", "other"));

    assertThat(first.sent()).isEqualTo(Turn.Sent.NEVER);
    assertThat(second.sent()).isEqualTo(new Turn.Sent(first.at(), first.at()));
    assertThat(newSystem.sent()).isEqualTo(new Turn.Sent(first.at(), null));
    assertThat(newModel.sent()).isEqualTo(Turn.Sent.NEVER);
    assertThat(late.sent()).isEqualTo(Turn.Sent.NEVER);
  }

  @Test
  void a_rerouted_turn_is_of_the_other_model() {
    rig.send(body("s", "one"));
    Turn turn = rig.turn(Sender.ANYBODY, body("s", "one", "a", "two"));
    Turn rerouted = rig.histories.rerouted(turn, "claude-haiku-5-5");

    assertThat(turn.difference()).isNull();
    assertThat(requireNonNull(rerouted.difference()).what())
        .isEqualTo("model: claude-haiku-5-5 after claude-sonnet-5");
    assertThat(rerouted.session()).isEqualTo(turn.session());
    assertThat(rerouted.sent()).isEqualTo(Turn.Sent.NEVER);
  }

  @Test
  void a_thread_has_no_past_here() {
    String body = chat("one").replace("{\"model\"", "{\"thread\":{\"type\":\"create\"},\"model\"");
    rig.send(NAMED, body);
    Turn next = rig.send(NAMED, body);

    assertThat(next.past()).isNull();
    assertThat(next.session()).isEqualTo("work");
  }
}
