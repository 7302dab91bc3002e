package dev.sluice.store;

import java.net.URI;

/**
 * A gateway that runs on a data folder.
 *
 * @param pid its process
 * @param address where it listens
 * @param token what a command shows to change something there
 */
public record Running(long pid, URI address, String token) {

  /** Without the token. */
  @Override
  public String toString() {
    return "Running[pid=" + pid + ", address=" + address + ", token=***]";
  }
}
