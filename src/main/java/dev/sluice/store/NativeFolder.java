package dev.sluice.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where SQLite's native library is unpacked: a private folder of the data folder. In the system's
 * temporary folder each killed process would leave its copy for ever, and others could see it.
 */
final class NativeFolder {
  private static final String PROPERTY = "org.sqlite.tmpdir";

  private NativeFolder() {}

  /** Makes the folder, clears what a killed process left, and uses it unless told otherwise. */
  static void use(Path data) throws IOException {
    Path folder = in(data);
    PrivateFiles.folder(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path file : left) {
        file.toFile().delete();
      }
    }
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, folder.toString());
    }
  }

  /** Undoes {@link #use}: the folder may be gone when the library is next unpacked. */
  static void leave(Path data) {
    if (in(data).toString().equals(System.getProperty(PROPERTY))) {
      System.clearProperty(PROPERTY);
    }
  }

  private static Path in(Path data) {
    return data.toAbsolutePath().resolve("native");
  }
}
