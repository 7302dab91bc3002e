package dev.sluice.store;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and folders that only their owner can read: 0600 and 0700 from the moment they exist. On a
 * file system without such modes they are made as it makes them.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFiles() {}

  /**
   * Makes a folder and those above it, or tightens the mode of the one that is there.
   *
   * @throws IOException if it cannot be made, is no folder, or is not ours to tighten
   */
  public static void folder(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(folder, mode(folder, FOLDER));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw new NotDirectoryException(folder.toString());
      }
    }
    tighten(folder, FOLDER);
  }

  /** Makes an empty file unless it is there; tightens its mode either way. */
  public static void file(Path file) throws IOException {
    try {
      Files.createFile(file, mode(file, FILE));
    } catch (FileAlreadyExistsException e) {
      tighten(file, FILE);
    }
  }

  /** Replaces a file as a whole: a reader sees the old content or the new one, never a part. */
  public static void write(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, mode(fresh, FILE));
    Files.write(fresh, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static FileAttribute<?>[] mode(Path file, Set<PosixFilePermission> permissions) {
    return hasModes(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasModes(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void tighten(Path file, Set<PosixFilePermission> wanted) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && !wanted.containsAll(Files.getPosixFilePermissions(file))) {
      view.setPermissions(wanted);
    }
  }
}
