package dev.sluice;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.FakeProvider;
import dev.sluice.testkit.GatewayProcess;
import dev.sluice.testkit.GatewayProcess.Setting;
import dev.sluice.testkit.RawClient;
import dev.sluice.testkit.Replies;
import dev.sluice.testkit.Requests;
import dev.sluice.testkit.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** No secret leaves by a log or a file, and no folder smuggles a setting in (reliability 3.8). */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class NoSecretsTest {
  /** Every secret in here has this in the middle. */
  private static final String CANARY = "cAnArY7Zq";

  private static final String CLIENT = "sk-ant-api03-" + CANARY + "-client-0123456789";
  private static final String BEARER = "sk-ant-oat01-" + CANARY + "-bearer-0123456789";
  private static final String OURS = "sk-ant-api03-" + CANARY + "-provider-0123456789";
  private static final String ALICE = "alice-" + CANARY + "-k3Jd82LmQpWx";

  @TempDir Path home;
  private FakeProvider provider;

  @BeforeEach
  void start() throws Exception {
    provider = new FakeProvider();
  }

  @AfterEach
  void stop() throws Exception {
    provider.close();
  }

  private Path data() {
    return home.resolve("data");
  }

  /** Every way a request can go, by what it asks. */
  private void answer(int n, Wire.Message request, FakeProvider.Connection c) throws Exception {
    String body = request.text();
    String echo = request.header("x-api-key") + " " + request.header("authorization");
    if (body.contains("stream")) {
      c.stream(Replies.STREAM);
    } else if (body.contains("retry") && provider.requests().size() % 2 == 1) {
      c.json(529, Replies.error("overloaded_error", echo), "retry-after: 0");
    } else if (body.contains("denied")) {
      c.json(
          401, Replies.error("authentication_error", "invalid x-api-key " + echo), "x-e: " + echo);
    } else if (body.contains("reset")) {
      c.reset();
    } else if (body.contains("garbage")) {
      c.raw(echo + "\r\n\r\n");
      c.close();
    } else {
      c.json(200, Replies.MESSAGE, "x-echo: " + echo);
    }
  }

  private static void everyPath(GatewayProcess gateway, String... credentials) throws IOException {
    List<String> bodies =
        List.of(
            Requests.ASK,
            Requests.ASK,
            Requests.askStream("stream"),
            Requests.ask("retry"),
            Requests.ask("denied"),
            Requests.ask("reset"),
            Requests.ask("garbage"),
            "{\"no\": json");
    for (String body : bodies) {
      post(gateway, "/v1/messages?beta=true", body, credentials);
    }
    post(gateway, "/v1/messages/count_tokens", Requests.ASK, credentials);
    try (RawClient client = gateway.client()) {
      client.get("/v1/models", credentials).reply();
      client.get("/nowhere", credentials).reply();
      client.get("/proxy/stats", credentials).reply();
      assertThat(client.get("/metrics", credentials).reply().text()).doesNotContain(CANARY);
    }
  }

  private static void post(GatewayProcess gateway, String to, String body, String... lines)
      throws IOException {
    try (RawClient client = gateway.client()) {
      client.post(to, body, lines).reply();
    }
  }

  private void assertClean(GatewayProcess gateway) throws Exception {
    assertThat(filesWith(CANARY)).isEmpty();
    gateway.terminate();
    assertThat(gateway.code()).isZero();
    assertThat(gateway.errors()).contains("DEBUG").doesNotContain(CANARY);
    assertThat(gateway.rest()).doesNotContain(CANARY);
    assertThat(filesWith(CANARY)).isEmpty();
  }

  private List<Path> filesWith(String text) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(Files::isRegularFile).filter(file -> contains(file, text)).toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void credentials_of_clients_are_in_no_log_and_no_file() throws Exception {
    provider.script(this::answer);
    try (GatewayProcess gateway =
        GatewayProcess.start(
            Setting.in(home), data(), provider.address(), "--log-level", "debug")) {
      everyPath(gateway, "x-api-key: " + CLIENT);
      everyPath(gateway, "x-api-key:", "authorization: Bearer " + BEARER);
      post(gateway, "/v1/messages", Requests.ASK, "x-api-key: " + CLIENT, "x-api-key: " + BEARER);

      assertClean(gateway);
    }
  }

  @Test
  void keys_of_the_gateway_are_in_no_log_and_no_file_and_in_no_reply() throws Exception {
    provider.script(this::answer);
    Path config = Files.createDirectory(home.resolve("etc")).resolve("sluice.yaml");
    Files.writeString(
        config,
        "providers:\n  anthropic: {endpoint: "
            + provider.address()
            + ", key: env:OURS, retries: 1}\nkeys:\n  alice: {key: env:ALICE}\n"
            + "ledger: {costLog: "
            + home.resolve("costs.jsonl")
            + "}\n");
    Setting setting = new Setting(home, home, Map.of("OURS", OURS, "ALICE", ALICE), List.of());
    try (GatewayProcess gateway =
        GatewayProcess.start(
            setting,
            data(),
            provider.address(),
            "--log-level",
            "debug",
            "--config",
            config.toString())) {
      everyPath(gateway, "x-api-key: " + ALICE);
      everyPath(gateway, "x-api-key:", "authorization: Bearer " + ALICE);
      everyPath(gateway, "x-api-key: " + CLIENT);
      try (RawClient client = gateway.client()) {
        assertThat(
                client
                    .post("/v1/messages", Requests.ask("new"), "x-api-key: " + ALICE)
                    .reply()
                    .headers())
            .noneMatch(line -> line.contains(CANARY));
      }
      assertThat(provider.requests())
          .isNotEmpty()
          .noneMatch(r -> r.headers().toString().contains(ALICE));

      assertClean(gateway);
    }
  }

  @Test
  void nothing_is_read_from_the_working_directory() throws Exception {
    Path clean = Files.createDirectory(home.resolve("clean"));
    Path hostile = Files.createDirectory(home.resolve("hostile"));
    Map<Path, String> planted = plant(hostile);

    assertThat(effective(hostile)).isNotEmpty().isEqualTo(effective(clean));
    try (GatewayProcess gateway = GatewayProcess.start(in(hostile), data(), provider.address())) {
      try (RawClient client = gateway.client()) {
        assertThat(client.post("/v1/messages", Requests.ASK).reply().status()).isEqualTo(200);
        assertThat(client.get("/proxy/stats").reply().text())
            .contains("\"upstream\":\"" + provider.address() + "\"");
      }
      assertThat(provider.requests()).hasSize(1);
    }
    assertThat(contents(hostile)).isEqualTo(planted);
  }

  private Setting in(Path directory) {
    return new Setting(home, directory, Map.of(), List.of());
  }

  private String effective(Path directory) throws Exception {
    try (GatewayProcess show = GatewayProcess.run(in(directory), "config", "show", "--origins")) {
      String shown = show.rest();
      assertThat(show.code()).as(show.errors()).isZero();
      return shown;
    }
  }

  /** Files by which other programs take settings from the folder they are started in. */
  private static Map<Path, String> plant(Path folder) throws IOException {
    String yaml = "listen: {port: 1}\nproviders:\n  evil: {endpoint: http://127.0.0.1:1}\n";
    String env =
        "SLUICE_LISTEN_PORT=1\nANTHROPIC_BASE_URL=http://127.0.0.1:1\nSLUICE_PROFILE=observe\n";
    String properties = "vertx.disableDnsResolver=false\njava.util.logging.config.file=x\n";
    Map<String, String> files = new LinkedHashMap<>();
    for (String name :
        List.of(
            "sluice.yaml",
            "sluice.yml",
            ".sluice.yaml",
            "config.yaml",
            ".sluice/sluice.yaml",
            ".config/sluice/sluice.yaml",
            "config/sluice.yaml",
            "prices.yaml")) {
      files.put(name, yaml);
    }
    files.put(".env", env);
    files.put(".env.local", env);
    files.put("config.json", "{\"listen\":{\"port\":1}}");
    files.put("application.properties", properties);
    files.put("vertx-default-jul-logging.properties", properties);
    files.put("META-INF/vertx/vertx-options.json", "{\"eventLoopPoolSize\":0}");
    files.put("conf/config.json", "{\"port\":1}");
    files.put("libsqlitejdbc.so", "no library");
    files.put("libnetty_transport_native_epoll_x86_64.so", "no library");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return contents(folder);
  }

  private static Map<Path, String> contents(Path folder) throws IOException {
    Map<Path, String> contents = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        contents.put(file, Files.readString(file));
      }
    }
    return contents;
  }
}
