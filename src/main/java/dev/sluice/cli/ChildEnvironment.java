package dev.sluice.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment variables that send a program's requests to the gateway. Credentials are left as
 * they are: they pass through.
 *
 * @param changes variables to set, over those that there are
 */
record ChildEnvironment(Map<String, String> changes) {
  static final String BASE_URL = "ANTHROPIC_BASE_URL";
  static final String CUSTOM_HEADERS = "ANTHROPIC_CUSTOM_HEADERS";
  private static final List<String> PROXIES =
      List.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy");

  ChildEnvironment {
    changes = new LinkedHashMap<>(changes);
  }

  /** Points at the gateway; where a proxy is set, loopback is excepted from it. */
  static ChildEnvironment of(Map<String, String> present, URI gateway) {
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put(BASE_URL, gateway.toString());
    if (PROXIES.stream().anyMatch(name -> !present.getOrDefault(name, "").isEmpty())) {
      String name = present.containsKey("no_proxy") ? "no_proxy" : "NO_PROXY";
      String excepted = excepted(present.getOrDefault(name, ""), gateway.getHost());
      changes.put("NO_PROXY", excepted);
      changes.put("no_proxy", excepted);
    }
    return new ChildEnvironment(changes);
  }

  /** The same, and every request carries this tag, after whatever headers are set already. */
  ChildEnvironment tagged(Map<String, String> present, String tag) {
    Map<String, String> more = new LinkedHashMap<>(changes);
    String headers = present.getOrDefault(CUSTOM_HEADERS, "").stripTrailing();
    String line = "x-sluice-tag: " + tag;
    more.put(CUSTOM_HEADERS, headers.isEmpty() ? line : headers + "\n" + line);
    return new ChildEnvironment(more);
  }

  /** The address for programs on this machine: a wildcard address becomes loopback. */
  static URI reachable(URI address) {
    String host = address.getHost();
    boolean any = "0.0.0.0".equals(host) || "[::]".equals(host) || "[0:0:0:0:0:0:0:0]".equals(host);
    String text = address.toString();
    return any ? URI.create(text.replace(host, "127.0.0.1")) : address;
  }

  private static String excepted(String list, String host) {
    List<String> hosts = new ArrayList<>(Arrays.asList(list.split("\\s*,\\s*", -1)));
    hosts.removeIf(String::isBlank);
    if (!hosts.contains(host) && !hosts.contains("*")) {
      hosts.add(host);
    }
    return String.join(",", hosts);
  }
}
