package dev.sluice.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseScannerTest {
  private static final String RICH =
      """
      \uFEFF: a comment
      event: message_start
      data: {"type":"message_start","text":"é€😀"}

      data:no space
      event:ping

      : keep-alive

      id: 7
      retry: 10
      unknown: x
      nothing

      data: one
      data
      data:  two
      event: multi

      event: no data

      event
      data: named message

      data

      data:\u0000

      event: last
      data: never dispatched
      """;
  private static final List<String> RICH_EVENTS =
      List.of(
          "message_start|{\"type\":\"message_start\",\"text\":\"é€😀\"}",
          "ping|no space",
          "multi|one\n\n two",
          "message|named message",
          "message|",
          "message|\u0000");

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void events_are_the_same_wherever_the_stream_is_split(String lineEnd) {
    byte[] stream = RICH.replace("\n", lineEnd).getBytes(UTF_8);

    for (int cut = 0; cut <= stream.length; cut++) {
      Events events = new Events();
      events.scan(stream, 0, cut);
      events.scan(stream, cut, stream.length);
      assertThat(events.seen).as("cut at " + cut).isEqualTo(RICH_EVENTS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void events_are_the_same_byte_by_byte_and_in_random_pieces(String lineEnd) {
    byte[] stream = RICH.replace("\n", lineEnd).getBytes(UTF_8);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      Events events = new Events();
      for (int at = 0; at < stream.length; ) {
        int to = Math.min(stream.length, at + 1 + random.nextInt(round + 1));
        byte[] chunk = java.util.Arrays.copyOfRange(stream, at, to);
        events.scan(chunk, 0, chunk.length);
        java.util.Arrays.fill(chunk, (byte) 'X');
        at = to;
      }
      assertThat(events.seen).as("seed " + seed).isEqualTo(RICH_EVENTS);
    }
  }

  @Test
  void mixed_line_ends_are_lines() {
    assertThat(events("data: a\r\rdata: b\n\r\ndata: c\r\n\ndata: d\r\n\r"))
        .containsExactly("message|a", "message|b", "message|c", "message|d");
  }

  @Test
  void a_mark_counts_only_at_the_start() {
    assertThat(events("\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: c\n\n"))
        .containsExactly("message|a", "message|c");
  }

  @Test
  void an_event_in_one_chunk_is_given_without_a_copy() {
    byte[] stream = "event: x\ndata: {}\n\n".getBytes(UTF_8);
    List<byte[]> given = new ArrayList<>();

    new SseScanner((name, bytes, from, to) -> given.add(bytes)).scan(stream, 0, stream.length);

    assertThat(given).hasSize(1);
    assertThat(given.getFirst()).isSameAs(stream);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 100_000})
  void an_event_beyond_the_limit_is_passed_over_and_the_scan_goes_on(int chunk) {
    String exact = "x".repeat(1_000);
    String stream =
        "data: a\n\ndata: "
            + exact
            + "x\n\ndata: "
            + exact
            + "\n\n: "
            + exact
            + exact
            + "\ndata: b\n\ndata: "
            + exact
            + "\ndata: y\n\nevent: "
            + exact
            + exact
            + "\n\n"
            + "data: z\n".repeat(600)
            + "\ndata: c\n\n";
    Events events = new Events(1_000);

    byte[] bytes = stream.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at += chunk) {
      events.scan(bytes, at, Math.min(bytes.length, at + chunk));
    }

    assertThat(events.seen)
        .containsExactly("message|a", "message|" + exact, "message|b", "message|c");
    assertThat(events.scanner.skipped()).isEqualTo(3);
  }

  @Test
  void a_megabyte_in_small_pieces_is_one_event() {
    String text = "y".repeat(1 << 20);
    byte[] bytes = ("data:" + text + "\n\n").getBytes(UTF_8);
    Events events = new Events();
    for (int at = 0; at < bytes.length; at += 100) {
      events.scan(bytes, at, Math.min(bytes.length, at + 100));
    }
    assertThat(events.seen).containsExactly("message|" + text);
  }

  @Test
  void it_is_known_whether_an_event_is_under_way() {
    Events events = new Events();
    List<Boolean> between = new ArrayList<>();

    between.add(events.scanner.betweenEvents());
    for (String part :
        List.of(": c", "\n", "data", ": x\n", "\n", "id: 1\n", "\r\n", "event: y\r", "\r", "\n")) {
      byte[] bytes = part.getBytes(UTF_8);
      events.scan(bytes, 0, bytes.length);
      between.add(events.scanner.betweenEvents());
    }

    assertThat(between)
        .containsExactly(true, false, true, false, false, true, false, true, false, true, true);
  }

  @Test
  void random_bytes_never_throw() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Events events = new Events(50);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      for (int b = 0; b < bytes.length; b++) {
        bytes[b] = (byte) "data: event\n\r\u00ff".charAt(random.nextInt(14));
      }
      events.scan(bytes, 0, bytes.length);
    }
    assertThat(events.seen).isNotEmpty();
  }

  private static List<String> events(String stream) {
    Events events = new Events();
    byte[] bytes = stream.getBytes(UTF_8);
    events.scan(bytes, 0, bytes.length);
    return events.seen;
  }

  private static final class Events {
    final List<String> seen = new ArrayList<>();
    final SseScanner scanner;

    Events() {
      this(SseScanner.DEFAULT_LIMIT);
    }

    Events(int limit) {
      scanner =
          new SseScanner(
              (name, bytes, from, to) ->
                  seen.add(name + "|" + new String(bytes, from, to - from, UTF_8)),
              limit);
    }

    void scan(byte[] bytes, int from, int to) {
      scanner.scan(bytes, from, to);
    }
  }
}
