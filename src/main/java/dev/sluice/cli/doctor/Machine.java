package dev.sluice.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The checks of the machine: Java, the data folder, the disk. */
final class Machine {
  private static final int JAVA = 25;
  private static final long MEGABYTE = 1_000_000;
  private static final long TOO_LITTLE = 200 * MEGABYTE;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private Machine() {}

  static Check java() {
    String found = System.getProperty("java.version") + " in " + System.getProperty("java.home");
    return Runtime.version().feature() >= JAVA
        ? Check.good("java", found)
        : Check.bad("java", found, "install a JDK 25 or newer, or set SLUICE_JAVA_HOME to one");
  }

  static Check folder(Path data) {
    if (!Files.exists(data)) {
      return Check.good("data folder", data + " (made at the first start)");
    }
    if (!Files.isDirectory(data)) {
      return Check.bad("data folder", data + " is no folder", "move it away, or use --data DIR");
    }
    if (!Files.isWritable(data)) {
      return Check.bad("data folder", data + " cannot be written", "chown it to yourself");
    }
    try {
      if (open(data)) {
        return Check.bad("data folder", data + " is open to other users", "chmod 700 " + data);
      }
      Path loose = looseFile(data);
      if (!loose.equals(data)) {
        return Check.bad("data folder", loose + " is open to other users", "chmod 600 " + loose);
      }
    } catch (IOException e) {
      return Check.bad("data folder", data + " cannot be read: " + e, "chown it to yourself");
    }
    return Check.good("data folder", data + ", private");
  }

  private static Path looseFile(Path data) throws IOException {
    try (var files = Files.newDirectoryStream(data)) {
      for (Path file : files) {
        if (Files.isRegularFile(file) && open(file)) {
          return file;
        }
      }
    }
    return data;
  }

  private static boolean open(Path file) throws IOException {
    try {
      Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
      permissions.addAll(Files.getPosixFilePermissions(file));
      permissions.retainAll(OTHERS);
      return !permissions.isEmpty();
    } catch (UnsupportedOperationException notPosix) {
      return false;
    }
  }

  static Check disk(Path data) {
    Path there = data.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String finding = free / MEGABYTE + " MB free at " + there;
      return free < TOO_LITTLE
          ? Check.bad("disk", finding, "make room, or use another data folder: --data DIR")
          : Check.good("disk", finding);
    } catch (IOException e) {
      return Check.note("disk", "cannot be told: " + e.getMessage(), "");
    }
  }
}
