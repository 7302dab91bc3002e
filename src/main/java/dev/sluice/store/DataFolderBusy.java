package dev.sluice.store;

import java.io.IOException;
import java.nio.file.Path;

/** Another process has the data folder; the message names it and the folder. */
public final class DataFolderBusy extends IOException {
  private final long pid;

  DataFolderBusy(Path folder, long pid) {
    super(
        "the data folder "
            + folder
            + " is in use by "
            + (pid > 0 ? "process " + pid : "another process")
            + "; stop it, or give this one another folder with --data");
    this.pid = pid;
  }

  /** The process that has it, 0 when it could not be told. */
  public long pid() {
    return pid;
  }
}
