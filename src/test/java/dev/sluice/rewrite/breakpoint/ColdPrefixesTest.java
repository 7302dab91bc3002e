package dev.sluice.rewrite.breakpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Usage;
import dev.sluice.rewrite.Afterwards;
import dev.sluice.rewrite.Edit;
import dev.sluice.rewrite.breakpoint.PromptCacheConfig.Lifetime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests that begin at the same moment with one prefix. */
final class ColdPrefixesTest {
  private static final String MODEL = "claude-sonnet-5-5";
  private static final long SOON = 20;

  private final Rig rig = new Rig();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private static byte[] subAgent(int number) {
    Talk talk = new Talk(MODEL).system(Talk.words(1_500, 1)).tools(6);
    return talk.user("Part " + number + " is yours.").body();
  }

  private Edit edit(byte[] body) {
    return rig.edit(body, rig.turn(body));
  }

  private static Afterwards of(Edit edit) {
    return requireNonNull(edit.afterwards());
  }

  private LinkedBlockingQueue<Edit> start(List<Edit> edits) {
    LinkedBlockingQueue<Edit> free = new LinkedBlockingQueue<>();
    for (Edit edit : edits) {
      Thread.startVirtualThread(() -> {
        of(edit).beforeSending(gone);
        free.add(edit);
      });
    }
    return free;
  }

  private static Edit next(LinkedBlockingQueue<Edit> free) throws InterruptedException {
    return requireNonNull(free.poll(SOON, TimeUnit.SECONDS), "nobody was let go");
  }

  private List<Edit> eight() {
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      edits.add(edit(subAgent(i)));
    }
    return edits;
  }

  @Test
  void one_of_eight_writes_and_the_others_wait_until_its_reply_begins() throws Exception {
    LinkedBlockingQueue<Edit> free = start(eight());

    Edit writer = next(free);
    assertThat(free.poll(100, TimeUnit.MILLISECONDS)).isNull();
    of(writer).begun();
    for (int i = 0; i < 7; i++) {
      next(free);
    }

    assertThat(free).isEmpty();
    of(edit(subAgent(9))).beforeSending(gone);
  }

  @Test
  void the_shared_prefix_of_eight_is_written_once_on_the_bill() throws Exception {
    List<byte[]> bodies = new ArrayList<>();
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      bodies.add(subAgent(i));
      edits.add(edit(bodies.get(i)));
    }
    LinkedBlockingQueue<Edit> free = start(edits);
    long written = 0;
    for (int i = 0; i < 8; i++) {
      Edit edit = next(free);
      byte[] body = bodies.get(edits.indexOf(edit));
      rig.direct(edit.splices().apply(body));
      written += rig.last.write5m() > 500 ? 1 : 0;
      of(edit).begun();
    }

    assertThat(written).isEqualTo(1);
  }

  @Test
  void when_the_writer_fails_exactly_one_other_takes_its_place() throws Exception {
    LinkedBlockingQueue<Edit> free = start(eight());

    of(next(free)).ended(Usage.NONE, 529);
    Edit second = next(free);

    assertThat(free.poll(100, TimeUnit.MILLISECONDS)).isNull();
    of(second).begun();
    for (int i = 0; i < 6; i++) {
      next(free);
    }
  }

  @Test
  void a_client_that_has_left_waits_no_longer() throws Exception {
    LinkedBlockingQueue<Edit> free = start(eight());
    next(free);

    gone.complete(null);

    for (int i = 0; i < 7; i++) {
      next(free);
    }
  }

  @Test
  void nobody_waits_longer_than_configured() throws Exception {
    Rig short1 = new Rig(MODEL, new PromptCacheConfig(true, Lifetime.AUTO, Duration.ofMillis(1)));
    byte[] one = subAgent(1);
    byte[] two = subAgent(2);
    Edit first = short1.edit(one, short1.turn(one));
    Edit second = short1.edit(two, short1.turn(two));

    of(first).beforeSending(gone);
    of(second).beforeSending(gone);
  }

  @Test
  void other_prefixes_and_unmarked_requests_do_not_wait() {
    byte[] other = new Talk(MODEL).system(Talk.words(1_500, 2)).tools(9).user("Go.").body();
    rig.through(subAgent(1));
    rig.through(subAgent(2));
    rig.after(Duration.ofMinutes(6));

    of(edit(subAgent(1))).beforeSending(gone);
    Edit second = edit(other);

    assertThat(second.splices().isEmpty()).isFalse();
    of(second).beforeSending(gone);
  }

  @Test
  void without_any_patience_nobody_is_waited_for() {
    Rig zero = new Rig(MODEL, new PromptCacheConfig(true, Lifetime.AUTO, Duration.ZERO));
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      edits.add(zero.edit(subAgent(i), zero.turn(subAgent(i))));
    }

    for (Edit edit : edits) {
      of(edit).beforeSending(gone);
    }

    assertThat(edits).allSatisfy(edit -> assertThat(edit.splices().isEmpty()).isFalse());
  }

  @Test
  void after_its_lifetime_a_prefix_is_cold_again() throws Exception {
    Edit first = edit(subAgent(1));
    of(first).beforeSending(gone);
    of(first).begun();
    of(first).ended(Usage.NONE, 200);
    rig.after(Duration.ofMinutes(6));
    LinkedBlockingQueue<Edit> free = start(eight());

    next(free);

    assertThat(free.poll(100, TimeUnit.MILLISECONDS)).isNull();
    gone.complete(null);
  }

  @Test
  void clients_with_markers_of_their_own_wait_for_each_other_too() throws Exception {
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      byte[] body = rig.breakpoints.rewrite(draftOf(i)).splices().apply(subAgent(i));
      edits.add(edit(body));
    }
    assertThat(edits).allSatisfy(edit -> assertThat(edit.splices().isEmpty()).isTrue());
    LinkedBlockingQueue<Edit> free = start(edits);

    Edit writer = next(free);
    assertThat(free.poll(100, TimeUnit.MILLISECONDS)).isNull();
    of(writer).begun();

    next(free);
    next(free);
  }

  private dev.sluice.rewrite.Draft draftOf(int number) {
    byte[] body = subAgent(number);
    dev.sluice.message.Body indexed = dev.sluice.message.Body.indexed(body);
    dev.sluice.exchange.Call call =
        new dev.sluice.exchange.Call(
            "m" + number, "POST", "/v1/messages", "", Rig.headers("a"), indexed);
    return rig.draft(call, rig.turn(body));
  }
}
