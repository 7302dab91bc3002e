package dev.sluice.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the simulated provider charges, by its own count and prices.
 *
 * @param requests how many calls reached it
 * @param nanos its total in nano-dollars
 */
public record SimulatorBill(long requests, long nanos) {

  /** Asks the simulator at this address. */
  public static SimulatorBill of(URI simulator) throws IOException {
    URI address = simulator.resolve("/__sim/bill");
    try (InputStream in = address.toURL().openConnection(Proxy.NO_PROXY).getInputStream()) {
      JsonNode bill = JsonMapper.builder().build().readTree(in);
      return new SimulatorBill(bill.path("requests").asLong(), bill.path("nanoDollars").asLong());
    }
  }
}
