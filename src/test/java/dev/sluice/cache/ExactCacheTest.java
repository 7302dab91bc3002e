package dev.sluice.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.anthropic.ReplyFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the exact cache gives, keeps and lets go. */
class ExactCacheTest extends ExactCacheCase {
  @Test
  void a_kept_reply_is_found_by_its_key_only() {
    keep("a", message("hello"));

    assertThat(found("a")).isEqualTo(message("hello"));
    assertThat(found("b")).isNull();
    assertThat(cache.hits()).isEqualTo(1);
    assertThat(cache.misses()).isEqualTo(2);
    assertThat(cache.entries()).isEqualTo(1);
    assertThat(cache.isDurable()).isTrue();
  }

  @Test
  void a_reply_past_its_time_is_not_served() {
    keep("a", message("old"));

    now.updateAndGet(time -> time.plus(Duration.ofHours(24)).minusMillis(1));
    assertThat(found("a")).isNotNull();
    now.updateAndGet(time -> time.plusMillis(1));
    assertThat(found("a")).isNull();
    assertThat(cache.entries()).isZero();

    keep("a", message("new"));
    assertThat(found("a")).isEqualTo(message("new"));
    reopen(ROOMY);
    assertThat(found("a")).isEqualTo(message("new"));
    now.updateAndGet(time -> time.plus(Duration.ofDays(2)));
    reopen(ROOMY);
    assertThat(cache.entries()).isZero();
    assertThat(rows()).isEqualTo("0 0");
  }

  @Test
  void the_least_recently_used_goes_first() {
    reopen(new CacheConfig(true, Duration.ofHours(1), 3, 100 << 20, false));
    for (String name : List.of("a", "b", "c")) {
      keep(name, message(name));
      tick();
    }
    assertThat(found("a")).isNotNull();
    keep("d", message("d"));

    assertThat(found("b")).isNull();
    assertThat(List.of("a", "c", "d"))
        .allSatisfy(name -> assertThat(found(name)).isEqualTo(message(name)));
    assertThat(cache.entries()).isEqualTo(3);
  }

  @Test
  void bytes_are_limited() {
    reopen(new CacheConfig(true, Duration.ofHours(1), 1_000, 100_000, false));
    for (int i = 0; i < 40; i++) {
      keep("k" + i, message("x".repeat(9_000)));
    }
    assertThat(cache.bytes()).isBetween(80_000L, 100_000L);
    assertThat(found("k39")).isNotNull();
    assertThat(found("k0")).isNull();

    keep("large", message("x".repeat(13_000)));
    assertThat(found("large")).isNull();
  }

  @Test
  void the_first_of_two_exchanges_with_one_key_keeps_its_reply() {
    Lookup.Lease first = (Lookup.Lease) cache.lookup(key("a"));
    Lookup.Lease second = (Lookup.Lease) cache.lookup(key("a"));

    first.keep(reply(message("first")));
    second.keep(reply(message("second")));
    first.keep(reply(message("third")));

    assertThat(found("a")).isEqualTo(message("first"));
  }

  @Test
  void a_refreshing_lease_replaces() {
    keep("a", message("old"));

    cache.refresh(key("a")).keep(reply(message("new")));

    assertThat(found("a")).isEqualTo(message("new"));
    reopen(ROOMY);
    assertThat(found("a")).isEqualTo(message("new"));
    assertThat(cache.entries()).isEqualTo(1);
  }

  @Test
  void a_closed_lease_keeps_nothing() {
    Lookup.Lease lease = (Lookup.Lease) cache.lookup(key("a"));
    lease.close();
    lease.keep(reply(message("late")));

    assertThat(found("a")).isNull();
  }

  @Test
  void only_whole_replies_are_stored() {
    for (String reason :
        List.of(
            "max_tokens",
            "refusal",
            "pause_turn",
            "model_context_window_exceeded",
            "compaction",
            "")) {
      keep(
          reason,
          new StoredReply(
              Form.JSON, message("x").getBytes(UTF_8), "m", reason, USAGE, now.get(), "p"));
      assertThat(found(reason)).as(reason).isNull();
      assertThat(StoredReply.storable(new ReplyFacts("m", reason, null, USAGE, true))).isFalse();
    }
    for (String reason : List.of("end_turn", "stop_sequence", "tool_use")) {
      assertThat(StoredReply.storable(new ReplyFacts("m", reason, null, USAGE, true))).isTrue();
      assertThat(StoredReply.storable(new ReplyFacts("m", reason, null, USAGE, false))).isFalse();
      assertThat(StoredReply.storable(new ReplyFacts("m", reason, "api_error", USAGE, true)))
          .isFalse();
    }
    assertThat(StoredReply.storable(ReplyFacts.UNKNOWN)).isFalse();
  }

  @Test
  void a_reply_is_given_in_the_form_that_is_wanted() {
    keep("a", message("hello"));

    StoredReply stream = ((Lookup.Hit) cache.lookup(key("a"), Form.SSE)).reply();

    assertThat(new String(stream.as(Form.SSE), UTF_8))
        .startsWith("event: message_start\n")
        .endsWith("\"message_stop\"}\n\n");
    assertThat(new String(stream.as(Form.JSON), UTF_8)).contains("hello");
    assertThat(((Lookup.Hit) cache.lookup(key("a"), Form.JSON)).reply().form())
        .isEqualTo(Form.JSON);
  }

  @Test
  void a_reply_that_cannot_be_converted_makes_room_for_one_that_can() {
    keep("a", "no message");

    assertThat(cache.lookup(key("a"))).isInstanceOf(Lookup.Hit.class);
    assertThatThrownBy(() -> reply("no message").as(Form.SSE))
        .isInstanceOf(IllegalStateException.class);
    Lookup.Lease lease = (Lookup.Lease) cache.lookup(key("a"), Form.SSE);
    lease.keep(reply(message("better")));

    assertThat(found("a")).isEqualTo(message("better"));
  }

  @Test
  void one_tenants_replies_can_be_dropped() {
    cache.refresh(new CacheKey("alice", hash("a"))).keep(reply(message("a")));
    cache.refresh(new CacheKey("bob", hash("b"))).keep(reply(message("b")));

    assertThat(cache.clear("alice")).isEqualTo(1);

    assertThat(found("a")).isNull();
    assertThat(found("b")).isNotNull();
    reopen(ROOMY);
    assertThat(found("a")).isNull();
    assertThat(found("b")).isNotNull();
    assertThat(cache.clear()).isEqualTo(1);
    reopen(ROOMY);
    assertThat(rows()).isEqualTo("0 0");
  }

  @Test
  void no_tenant_is_given_what_another_asked() {
    for (int i = 0; i < 100; i++) {
      Asked asked = Asked.USUAL.with("\"n\":" + i);
      cache.refresh(asked.key()).keep(reply(message("alice " + i)));
    }
    for (int pair = 0; pair < 10_000; pair++) {
      Asked same = Asked.USUAL.with("\"n\":" + pair % 100);
      assertThat(cache.lookup(same.tenant("bob" + pair).key())).isInstanceOf(Lookup.Lease.class);
    }
    assertThat(cache.lookup(Asked.USUAL.with("\"n\":7").key())).isInstanceOf(Lookup.Hit.class);
  }

  @Test
  void many_threads_never_see_each_others_replies() throws Exception {
    reopen(new CacheConfig(true, Duration.ofHours(1), 50, 1 << 20, false));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 16; t++) {
        int offset = t;
        all.add(
            threads.submit(() -> {
              for (int i = 0; i < 300; i++) {
                String name = "k" + (i * 7 + offset) % 80;
                switch (cache.lookup(key(name))) {
                  case Lookup.Hit(StoredReply reply) ->
                      assertThat(new String(reply.bytes(), UTF_8)).isEqualTo(message(name));
                  case Lookup.Lease lease -> lease.keep(reply(message(name)));
                }
              }
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    assertThat(cache.errors()).isZero();
    assertThat(cache.entries()).isLessThanOrEqualTo(50);
    assertThat(cache.hits() + cache.misses()).isEqualTo(16 * 300);
    int entries = cache.entries();
    reopen(ROOMY);
    assertThat(cache.entries()).isEqualTo(entries);
    assertThat(rows()).isEqualTo(entries + " " + entries);
  }
}
