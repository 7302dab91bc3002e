package dev.sluice.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One that is measured: a process, or a tree of them, that answers on a port of this machine.
 *
 * @param name column title
 * @param port where it listens
 * @param process root of its processes
 * @param ours whether it was started here and is to be ended here
 */
record Contestant(String name, int port, ProcessHandle process, boolean ours)
    implements AutoCloseable {

  /** No proxy: the load goes to the mock, whose CPU it is then. */
  static final String DIRECT = "direct";

  /** What ratios are to. */
  static final String NGINX = "nginx";

  /** What this is about. */
  static final String GATEWAY = "sluice";

  long cpuMicros() {
    return Machine.cpuMicros(process);
  }

  double memory() {
    return Machine.memory(process);
  }

  /** Ends the process if it was started here: first kindly, then by force. */
  @Override
  public void close() {
    if (!ours || !process.isAlive()) {
      return;
    }
    List<ProcessHandle> below = process.descendants().toList();
    process.destroy();
    try {
      process.onExit().get(5, TimeUnit.SECONDS);
    } catch (Exception e) {
      process.destroyForcibly();
    }
    below.forEach(ProcessHandle::destroyForcibly);
  }
}
