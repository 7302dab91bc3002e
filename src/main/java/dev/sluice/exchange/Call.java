package dev.sluice.exchange;

import dev.sluice.message.Body;
import java.net.URI;

/**
 * One request as the client sent it.
 *
 * @param id the exchange's id, unique in this installation, sorts by time
 * @param method the HTTP method, upper case
 * @param path the decoded-for-nobody raw path, without query, as it goes upstream
 * @param query the raw query without its question mark, empty if there is none
 * @param headers the header lines as they came
 * @param body the body's bytes and index; empty for requests that stream their body
 */
public record Call(
    String id, String method, String path, String query, Headers headers, Body body) {

  /** Path and query as one request target. */
  public String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** The target resolved against a provider's endpoint. */
  public URI at(URI endpoint) {
    return endpoint.resolve(target());
  }
}
