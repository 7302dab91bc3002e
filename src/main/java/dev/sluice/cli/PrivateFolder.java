package dev.sluice.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders and files that only this user may read. */
final class PrivateFolder {
  private PrivateFolder() {}

  /** Makes a folder, and those above it, for this user alone; one that is there stays as it is. */
  static void make(Path folder) throws IOException {
    Files.createDirectories(folder, only("rwx------"));
  }

  /** A stream that writes a new file, or one in place of an old one. */
  static OutputStream file(Path file) throws IOException {
    Files.deleteIfExists(file);
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return Channels.newOutputStream(FileChannel.open(file, fresh, only("rw-------")));
  }

  private static FileAttribute<?>[] only(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
