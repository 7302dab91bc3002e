package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code sluice run} processes that use the gateway of a data folder, as files named by their
 * process ids. Whoever started the gateway waits for the others before it ends it.
 */
final class Users implements AutoCloseable {
  private final Path folder;
  private final Path own;

  private Users(Path folder, Path own) {
    this.folder = folder;
    this.own = own;
  }

  /** Enters this process; a folder that cannot be written leaves it out. */
  static Users enter(Path data) {
    Path folder = data.resolve("runs");
    Path own = folder.resolve(Long.toString(ProcessHandle.current().pid()));
    try {
      PrivateFolder.make(folder);
      Files.write(own, new byte[0]);
    } catch (IOException unwritable) {
      // Nobody then waits for this process, which only matters when it shares another's gateway.
    }
    return new Users(folder, own);
  }

  /** The others that live; files of processes that have ended are removed. */
  List<ProcessHandle> others() {
    List<ProcessHandle> others = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*")) {
      for (Path file : files) {
        if (!file.equals(own)) {
          long pid = Long.parseLong(file.getFileName().toString());
          ProcessHandle.of(pid)
              .filter(ProcessHandle::isAlive)
              .ifPresentOrElse(others::add, () -> remove(file));
        }
      }
    } catch (IOException | NumberFormatException unreadable) {
      return others;
    }
    return others;
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException left) {
      // It names a process that has ended and is skipped the next time, too.
    }
  }

  @Override
  public void close() {
    remove(own);
  }
}
