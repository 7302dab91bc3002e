package dev.sluice.cli.doctor;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.time.Instant;

/**
 * One short HTTP request, to see who answers. It goes by no proxy and follows no redirect.
 *
 * @param status the HTTP status
 * @param sluice whether the answer says that it comes from a Sluice gateway
 * @param date the answer's Date header, {@link Instant#EPOCH} without one
 */
public record HttpProbe(int status, boolean sluice, Instant date) {

  /**
   * Asks.
   *
   * @throws IOException when nothing answers in time, with the reason
   */
  public static HttpProbe ask(String method, URI address, Duration patience) throws IOException {
    URLConnection opened = address.toURL().openConnection(Proxy.NO_PROXY);
    if (!(opened instanceof HttpURLConnection connection)) {
      throw new IOException(address + ": not an HTTP address");
    }
    connection.setRequestMethod(method);
    connection.setConnectTimeout((int) patience.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    connection.setInstanceFollowRedirects(false);
    try {
      int status = connection.getResponseCode();
      boolean sluice = "sluice".equals(connection.getHeaderField("x-gateway"));
      return new HttpProbe(status, sluice, Instant.ofEpochMilli(connection.getDate()));
    } finally {
      connection.disconnect();
    }
  }
}
