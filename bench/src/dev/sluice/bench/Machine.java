package dev.sluice.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads processor time and memory of processes, and of the machine, from {@code /proc}. */
final class Machine {

  /** Microseconds of one tick: Linux tells user space 100 ticks a second on every architecture. */
  private static final long TICK_MICROS = 10_000;

  private Machine() {}

  /** Processor time of a process and all that descend from it, in microseconds. */
  static long cpuMicros(ProcessHandle root) {
    return tree(root).mapToLong(Machine::ticks).sum() * TICK_MICROS;
  }

  /** Processor time of one process without those that descend from it, in microseconds. */
  static long ownMicros(ProcessHandle process) {
    return ticks(process) * TICK_MICROS;
  }

  /**
   * Processor time of each kind of thread of a process, by name without numbers, in microseconds.
   */
  static Map<String, Long> threadMicros(ProcessHandle process) {
    Map<String, Long> times = new TreeMap<>();
    File[] tasks = new File("/proc/" + process.pid() + "/task").listFiles();
    for (File task : tasks == null ? new File[0] : tasks) {
      String stat = read(task + "/stat");
      if (!stat.isEmpty()) {
        String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        times.merge(name.replaceAll("[-#]?\\d+", ""), ownTicks(stat) * TICK_MICROS, Long::sum);
      }
    }
    return times;
  }

  /** Memory of a process and all that descend from it (PSS: shared pages are shared out), in MB. */
  static double memory(ProcessHandle root) {
    return tree(root).mapToLong(Machine::pssKilobytes).sum() * 1024 / 1e6;
  }

  /**
   * Processor time that any process has used since the machine started, in microseconds. Interrupts
   * are not in it, as they are in no process's time either.
   */
  static long busyMicros() {
    long[] all = machineTicks();
    return (all[0] + all[1] + all[2]) * TICK_MICROS;
  }

  /** Processor time that the host took from this virtual machine, in microseconds. */
  static long stealMicros() {
    return machineTicks()[7] * TICK_MICROS;
  }

  /** Cores, processor, memory and kernel in words. */
  static String describe() {
    String cpu = valueOf("/proc/cpuinfo", "model name");
    long kilobytes = Long.parseLong(valueOf("/proc/meminfo", "MemTotal").replaceAll("\\D", ""));
    return Runtime.getRuntime().availableProcessors()
        + " x "
        + cpu
        + ", "
        + Math.round(kilobytes / 1048576.0)
        + " GiB, Linux "
        + System.getProperty("os.version");
  }

  /**
   * Whether anything that descends from a process is at work; what has ended but was not waited for
   * is not.
   */
  static boolean hasChildren(ProcessHandle process) {
    return process
        .descendants()
        .map(child -> read("/proc/" + child.pid() + "/stat"))
        .anyMatch(stat -> !stat.isEmpty() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z');
  }

  private static Stream<ProcessHandle> tree(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants());
  }

  /**
   * utime, stime and those of reaped children: fields 14 to 17, counted after the name in
   * parentheses.
   */
  private static long ticks(ProcessHandle process) {
    String stat = read("/proc/" + process.pid() + "/stat");
    if (stat.isEmpty()) {
      return 0;
    }
    return fields(stat, 11, 15);
  }

  /** utime and stime of a thread. */
  private static long ownTicks(String stat) {
    return fields(stat, 11, 13);
  }

  private static long fields(String stat, int from, int to) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Arrays.stream(fields, from, to).mapToLong(Long::parseLong).sum();
  }

  private static long pssKilobytes(ProcessHandle process) {
    String folder = "/proc/" + process.pid();
    String pss = valueOf(folder + "/smaps_rollup", "Pss");
    String kilobytes = pss.isEmpty() ? valueOf(folder + "/status", "VmRSS") : pss;
    return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes.replaceAll("\\D", ""));
  }

  private static long[] machineTicks() {
    String line = read("/proc/stat").lines().findFirst().orElseThrow();
    return Arrays.stream(line.trim().split("\\s+")).skip(1).mapToLong(Long::parseLong).toArray();
  }

  private static String valueOf(String file, String name) {
    return read(file)
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse("");
  }

  /** The text of a file; empty if the process is gone or is not ours to read. */
  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (UncheckedIOException | IOException e) {
      return "";
    }
  }
}
