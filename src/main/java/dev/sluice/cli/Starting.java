package dev.sluice.cli;

import dev.sluice.RunningGateway;
import dev.sluice.SluiceConfig;
import dev.sluice.StartFailed;
import dev.sluice.Wiring;
import dev.sluice.cli.doctor.PortOwner;
import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.store.DataFolder;
import dev.sluice.store.Running;
import java.net.BindException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts a gateway in this process; says who is in the way when it cannot. */
final class Starting {
  private Starting() {}

  static RunningGateway start(SluiceConfig config) throws Failure {
    Optional<Running> other = DataFolder.running(config.data());
    if (other.isPresent()) {
      throw busy(config, other.get());
    }
    try {
      return Wiring.start(config);
    } catch (StartFailed failed) {
      throw portTaken(failed)
          ? taken(config.listen().port(), failed)
          : new Failure(ExitCode.FAILURE, String.valueOf(failed.getMessage()), failed);
    }
  }

  private static Failure busy(SluiceConfig config, Running other) {
    return new Failure(
        ExitCode.FAILURE,
        String.format(
            Locale.ROOT,
            "a gateway (pid %d, %s) already uses the data folder %s",
            other.pid(),
            other.address(),
            config.data()),
        "use it: eval \"$(sluice env)\"   stop it: sluice stop   or take another: --data DIR");
  }

  /** The failure that says who has a port. */
  static Failure taken(int port, Throwable failed) {
    @Nullable PortOwner owner = PortOwner.of(port);
    return new Failure(
        ExitCode.FAILURE,
        "port " + port + " is in use" + (owner == null ? "" : " by " + owner.describe()),
        failed,
        "stop that, or take another port: --port N (0 takes a free one)");
  }

  /** Whether a taken port was the reason; the native transports say so in words alone. */
  static boolean portTaken(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (cause instanceof BindException
          || (message != null && message.contains("Address already in use"))) {
        return true;
      }
    }
    return false;
  }
}
