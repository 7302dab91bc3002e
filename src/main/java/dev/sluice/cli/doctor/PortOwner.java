package dev.sluice.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The process that listens on a port, as far as the system tells: Linux does for processes of the
 * same user.
 *
 * @param pid its process id, 0 when the system does not tell
 * @param command its command line in short, empty when the system does not tell
 */
public record PortOwner(long pid, String command) {
  private static final String LISTENING = "0A";
  private static final int SHOWN = 60;

  /** For people: {@code pid 4711 (nginx: master process)}. */
  public String describe() {
    if (pid == 0) {
      return "a process of another user";
    }
    return command.isEmpty() ? "pid " + pid : "pid " + pid + " (" + command + ")";
  }

  /** Who listens on this port; null when nobody does or the system does not tell. */
  public static @Nullable PortOwner of(int port) {
    return of(port, Path.of("/proc"));
  }

  static @Nullable PortOwner of(int port, Path proc) {
    Set<String> sockets = new HashSet<>();
    collect(proc.resolve("net/tcp"), port, sockets);
    collect(proc.resolve("net/tcp6"), port, sockets);
    return sockets.isEmpty() ? null : holder(proc, sockets);
  }

  private static void collect(Path table, int port, Set<String> sockets) {
    String wanted = String.format(Locale.ROOT, ":%04X", port);
    for (String line : lines(table)) {
      List<String> fields = List.of(line.strip().split("\\s+"));
      if (fields.size() > 9 && fields.get(1).endsWith(wanted) && LISTENING.equals(fields.get(3))) {
        sockets.add("socket:[" + fields.get(9) + "]");
      }
    }
  }

  private static List<String> lines(Path table) {
    try {
      return Files.readAllLines(table, StandardCharsets.US_ASCII);
    } catch (IOException notLinux) {
      return List.of();
    }
  }

  private static PortOwner holder(Path proc, Set<String> sockets) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          return new PortOwner(Long.parseLong(process.getFileName().toString()), command(process));
        }
      }
    } catch (IOException gone) {
      // The folder of all processes cannot be read: the owner stays unknown.
    }
    return new PortOwner(0, "");
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException notOurs) {
      return false;
    }
    return false;
  }

  private static String command(Path process) {
    try {
      String line = Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8);
      String words = line.replace('\0', ' ').replaceAll("\\p{Cntrl}", "").strip();
      return words.length() <= SHOWN ? words : words.substring(0, SHOWN) + "...";
    } catch (IOException gone) {
      return "";
    }
  }
}
