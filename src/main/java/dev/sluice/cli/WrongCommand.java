package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitCode;
import dev.sluice.cli.terminal.Failure;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.store.Running;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice wrong}: says that an answer from the semantic cache was wrong. */
@CommandLine.Command(
    name = "sluice wrong",
    description = "Say that an answer from the semantic cache was wrong: it is not served again.",
    sortOptions = false,
    footer = {
      "",
      "ID is the reply's x-sluice-id; a reply of the semantic cache has x-sluice-cache: semantic.",
      "",
      "Examples:",
      "  sluice wrong slx_038fucnrhg000ln1lcqcqv"
    })
final class WrongCommand implements Command {
  private static final int PATIENCE_MILLIS = 5_000;

  @Parameters(paramLabel = "ID", description = "The exchange whose answer was wrong.")
  String id = "";

  @Mixin DataOption data = new DataOption();
  @Mixin HelpOption help = new HelpOption();

  @Override
  public int run(Terminal terminal) throws Failure {
    Running gateway = data.running(terminal);
    int status = complain(gateway);
    switch (status) {
      case 200 -> terminal.out().println("taken out of the semantic cache: " + id);
      case 404 ->
          throw new Failure(
              ExitCode.FAILURE,
              id + ": nothing in the semantic cache answered that exchange",
              "only replies with x-sluice-cache: semantic can be taken back");
      case 409 -> throw new Failure(ExitCode.FAILURE, "the semantic cache is off");
      default -> throw new Failure(ExitCode.FAILURE, "the gateway answered " + status);
    }
    return ExitCode.OK.number();
  }

  private int complain(Running gateway) throws Failure {
    String target = "/admin/cache/wrong?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    try {
      URI address = gateway.address().resolve(target);
      if (!(address.toURL().openConnection(Proxy.NO_PROXY) instanceof HttpURLConnection http)) {
        throw new IOException("not an HTTP address");
      }
      http.setRequestMethod("POST");
      http.setConnectTimeout(PATIENCE_MILLIS);
      http.setReadTimeout(PATIENCE_MILLIS);
      http.setRequestProperty("x-sluice-token", gateway.token());
      try {
        return http.getResponseCode();
      } finally {
        http.disconnect();
      }
    } catch (IOException silent) {
      throw new Failure(
          ExitCode.NOT_RUNNING, gateway.address() + " does not answer: " + silent, silent);
    }
  }
}
