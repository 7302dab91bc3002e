package dev.sluice.cli;

import dev.sluice.RunningGateway;
import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A gateway's life in the foreground: the first ending signal drains it, the second ends it at
 * once.
 */
final class Lifetime {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final RunningGateway gateway;
  private final Terminal terminal;
  private final AtomicInteger signals = new AtomicInteger();
  private final CountDownLatch drained = new CountDownLatch(1);

  Lifetime(RunningGateway gateway, Terminal terminal) {
    this.gateway = gateway;
    this.terminal = terminal;
  }

  /** Takes the signals from here on. */
  void listen() {
    Signals.on(Signals.ENDING, this::signal);
  }

  /** Waits for the end and returns the exit code; to cut replies is no good end. */
  int await() {
    try {
      drained.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      gateway.close();
    }
    return signals.get() > 1 ? ExitCode.FAILURE.number() : ExitCode.OK.number();
  }

  private void signal() {
    switch (signals.incrementAndGet()) {
      case 1 -> Thread.ofPlatform().name("drain").start(this::drain);
      case 2 -> Thread.ofPlatform().name("end").start(this::end);
      default -> Runtime.getRuntime().halt(ExitCode.FAILURE.number());
    }
  }

  private void drain() {
    terminal.err().println("sluice: letting open replies end; a second signal ends at once");
    try {
      gateway.drain();
    } finally {
      drained.countDown();
    }
  }

  private void end() {
    Thread closing = Thread.ofPlatform().daemon().name("close").start(gateway::close);
    try {
      closing.join(PATIENCE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.FAILURE.number());
  }
}
