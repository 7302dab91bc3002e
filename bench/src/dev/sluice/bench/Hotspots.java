package dev.sluice.bench;

import dev.sluice.bench.load.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Reads a recording of the gateway: which methods used processor time and memory, and which of the
 * gateway's own methods they were called from.
 */
final class Hotspots {

  private static final String OURS = "dev.sluice.";
  private static final int ROWS = 25;

  private final Tally tally;
  private final Map<String, Long> threads;
  private final Map<String, Long> methods = new HashMap<>();
  private final Map<String, Long> callers = new HashMap<>();
  private final Map<String, Long> inclusive = new HashMap<>();
  private final Map<String, Long> kinds = new HashMap<>();
  private final Map<String, Long> classes = new HashMap<>();
  private final Map<String, Long> sites = new HashMap<>();
  private final Map<String, Long> allocators = new HashMap<>();

  /** {@code threads} is the processor time of each kind of thread in microseconds. */
  Hotspots(Path file, Tally tally, Map<String, Long> threads) throws IOException {
    this.tally = tally;
    this.threads = threads;
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        switch (event.getEventType().getName()) {
          case "jdk.CPUTimeSample" -> sample(event);
          case "jdk.ObjectAllocationSample" -> allocation(event);
          default -> {
            // Not of interest here.
          }
        }
      }
    }
  }

  String text() {
    StringBuilder text = new StringBuilder();
    long units = Math.max(1, tally.events > 0 ? tally.events : tally.replies);
    String unit = tally.events > 0 ? "event" : "request";
    long cpu = sum(threads);
    long samples = sum(methods);
    long bytes = sum(classes);
    text.append(
        String.format(
            Locale.ROOT,
            "%,d %ss at %,.0f a second: %.1f us CPU and %,.0f bytes allocated each%s%n",
            units,
            unit,
            tally.events > 0 ? tally.eventRate() : tally.rate(),
            (double) cpu / units,
            (double) bytes / units,
            tally.errors() == 0 ? "" : "; " + tally.faults()));
    table(text, "CPU by thread, all of it (from /proc)", threads, cpu);
    table(text, "CPU samples of Java threads by thread", kinds, samples);
    table(text, "CPU: the gateway's nearest own method", callers, samples);
    table(text, "CPU: the gateway's own methods with all they call", inclusive, samples);
    table(text, "CPU: methods by themselves", methods, samples);
    table(text, "Allocated: the gateway's nearest own method", allocators, bytes);
    table(text, "Allocated: class", classes, bytes);
    table(text, "Allocated: site", sites, bytes);
    return text.append('\n').toString();
  }

  private void sample(RecordedEvent event) {
    if (event.getStackTrace() == null) {
      add(methods, "(no stack)", 1);
      return;
    }
    RecordedThread thread = event.getThread("eventThread");
    String name = thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
    add(kinds, name.isEmpty() ? "(virtual or native)" : name.replaceAll("[-#]?\\d+", ""), 1);
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    add(methods, name(frames.getFirst()), 1);
    add(callers, nearest(frames), 1);
    Set<String> seen = new HashSet<>();
    for (RecordedFrame frame : frames) {
      if (ours(frame) && seen.add(name(frame))) {
        add(inclusive, name(frame), 1);
      }
    }
  }

  private void allocation(RecordedEvent event) {
    long bytes = event.getLong("weight");
    add(classes, event.getClass("objectClass").getName(), bytes);
    if (event.getStackTrace() != null) {
      List<RecordedFrame> frames = event.getStackTrace().getFrames();
      add(sites, site(frames), bytes);
      add(allocators, nearest(frames), bytes);
    }
  }

  /** The method that allocates and the two that called it. */
  private static String site(List<RecordedFrame> frames) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(3, frames.size()); i++) {
      text.append(i == 0 ? "" : " < ").append(name(frames.get(i)));
    }
    return text.toString();
  }

  private static String nearest(List<RecordedFrame> frames) {
    return frames.stream()
        .filter(Hotspots::ours)
        .findFirst()
        .map(frame -> name(frame) + ":" + frame.getLineNumber())
        .orElse("(none)");
  }

  private static boolean ours(RecordedFrame frame) {
    return frame.getMethod().getType().getName().startsWith(OURS);
  }

  private static String name(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    String shown =
        type.startsWith(OURS)
            ? type.substring(OURS.length())
            : type.substring(type.lastIndexOf('.') + 1);
    return shown + "." + frame.getMethod().getName();
  }

  private static void add(Map<String, Long> to, String key, long amount) {
    to.merge(key, amount, Long::sum);
  }

  private static long sum(Map<String, Long> of) {
    return of.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void table(StringBuilder text, String title, Map<String, Long> of, long whole) {
    double all = Math.max(1, whole);
    text.append('\n').append(title).append('\n');
    of.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(ROWS)
        .forEach(e ->
            text.append(
                String.format(
                    Locale.ROOT, "  %5.1f %%  %s%n", 100 * e.getValue() / all, e.getKey())));
  }
}
