package dev.sluice;

import dev.sluice.config.ConfigPass;
import dev.sluice.config.ProblemKind;
import dev.sluice.config.Secret;
import dev.sluice.config.Secrets;
import dev.sluice.models.ModelCatalog;
import dev.sluice.provider.ProviderConfig;
import dev.sluice.route.ModelRule;
import dev.sluice.route.tier.RoutingConfig;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules that hold between sections; each breach is a problem at the value that causes it. */
final class CrossChecks {
  private final SluiceConfig config;
  private final ConfigPass<SluiceConfig> pass;

  CrossChecks(SluiceConfig config, ConfigPass<SluiceConfig> pass) {
    this.config = config;
    this.pass = pass;
  }

  void check() {
    bind();
    keys();
    config.providers().forEach(this::loop);
    models();
    providers();
    helpers();
  }

  /**
   * The models that savings send work to must be known, or be named by a rule: a misspelt one would
   * only show as errors of the provider.
   */
  private void helpers() {
    ModelCatalog catalog = ModelCatalog.bundled();
    RoutingConfig.Tiers tiers = config.savings().routing().tiers();
    known(catalog, "savings.routing.tiers.simple", tiers.simple());
    known(catalog, "savings.routing.tiers.moderate", tiers.moderate());
    known(catalog, "savings.routing.tiers.complex", tiers.complex());
    RoutingConfig.ClassifierConfig classifier = config.savings().routing().classifier();
    if (classifier != null) {
      known(catalog, "savings.routing.classifier.model", classifier.model());
    }
    known(catalog, "savings.reduce.compress.model", config.savings().reduce().compress().model());
  }

  private void known(ModelCatalog catalog, String path, String model) {
    boolean ruled = config.models().stream().anyMatch(rule -> rule.match().equals(model));
    if (!ruled && !catalog.find(model).known()) {
      pass.error(
          ProblemKind.UNKNOWN_MODEL,
          "`" + path + "` is `" + model + "`, which is no known model",
          path,
          "not known",
          "a known one, such as claude-haiku-4-5, or one that a rule under `models` matches");
    }
  }

  private void bind() {
    if (!isLoopback(config.listen().host()) && config.keys().isEmpty()) {
      pass.error(
          ProblemKind.OPEN_BIND,
          "`listen.host` is " + config.listen().host() + " and there is no key",
          "listen.host",
          "reachable from other machines",
          "configure a key under `keys`, set GATEWAY_API_KEY, or listen on 127.0.0.1");
    }
  }

  private void keys() {
    config
        .keys()
        .forEach((name, key) -> {
          Secret secret = key.key();
          if (secret != null && Secrets.isPlaceholder(secret.reveal())) {
            pass.secretError(
                ProblemKind.WEAK_SECRET,
                "`keys." + name + ".key` is a placeholder (expected: a long random string)",
                "keys." + name + ".key",
                "not a secret");
          }
        });
  }

  private void loop(String name, ProviderConfig provider) {
    URI endpoint = provider.endpoint();
    int port =
        endpoint.getPort() >= 0
            ? endpoint.getPort()
            : "https".equals(endpoint.getScheme()) ? 443 : 80;
    if (port == config.listen().port() && isOurs(endpoint.getHost())) {
      String path = "providers." + name + ".endpoint";
      pass.error(
          ProblemKind.LOOP,
          "`" + path + "` is this gateway's own address",
          path,
          "leads back here",
          "give the provider's address, such as https://api.anthropic.com");
    }
  }

  private boolean isOurs(String host) {
    String own = plain(config.listen().host());
    String other = plain(host);
    boolean everywhere = own.equals("0.0.0.0") || own.equals("::") || own.equals("0:0:0:0:0:0:0:0");
    return other.equalsIgnoreCase(own)
        || (isLoopback(other) && (everywhere || isLoopback(own)))
        || other.equals("0.0.0.0");
  }

  private static String plain(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether an address is this machine only; a name other than localhost is not trusted to be. */
  static boolean isLoopback(String host) {
    String plain = plain(host);
    if (plain.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(plain).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void models() {
    Map<String, List<Integer>> dead = new LinkedHashMap<>();
    List<String> alive = new ArrayList<>();
    for (int i = 0; i < config.models().size(); i++) {
      ModelRule rule = config.models().get(i);
      if (config.providers().containsKey(rule.provider())) {
        alive.add(rule.match());
      } else if (pass.dropped().contains("providers." + rule.provider())) {
        dead.computeIfAbsent(rule.match(), match -> new ArrayList<>()).add(i);
      } else {
        unknown(i, rule);
      }
    }
    dead.forEach((match, rules) -> {
      if (!alive.contains(match)) {
        noCandidate(match, "models[" + rules.getFirst() + "].provider");
      }
    });
  }

  private void unknown(int index, ModelRule rule) {
    pass.error(
        ProblemKind.UNKNOWN_PROVIDER,
        "`models["
            + index
            + "]` names the provider `"
            + rule.provider()
            + "`, which is not configured",
        "models[" + index + "].provider",
        "not under `providers`",
        "configured: " + String.join(", ", config.providers().keySet()));
  }

  private void noCandidate(String match, String path) {
    pass.error(
        ProblemKind.NO_CANDIDATE,
        "every provider for `" + match + "` is disabled",
        path,
        "disabled: its key was not found");
  }

  private void providers() {
    if (config.providers().isEmpty()) {
      List<String> dropped = pass.dropped();
      pass.error(
          ProblemKind.NO_CANDIDATE,
          "no provider is left"
              + (dropped.isEmpty() ? "" : ": " + String.join(", ", dropped) + " disabled"),
          "providers",
          "at least one is needed");
    }
  }
}
