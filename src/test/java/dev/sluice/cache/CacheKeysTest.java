package dev.sluice.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CacheKeysTest {
  private static final Asked USUAL = Asked.USUAL;
  private static final String BILLING =
      "{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: cc_version=2.1.%d; cch=%d;\"}";

  static Map<String, Asked> table() {
    Map<String, Asked> table = new HashMap<>();
    table.put("tenant", USUAL.tenant("bob"));
    table.put("query", USUAL.target("POST", "/v1/messages", "beta=true"));
    table.put(
        "version", USUAL.headers("anthropic-version", "2026-10-21", "anthropic-beta", "a-1, b-2"));
    table.put("no version", USUAL.headers("anthropic-beta", "a-1, b-2"));
    table.put(
        "version null", USUAL.headers("anthropic-version", "null", "anthropic-beta", "a-1, b-2"));
    table.put(
        "one beta less", USUAL.headers("anthropic-version", "2023-06-01", "anthropic-beta", "a-1"));
    table.put(
        "betas as one",
        USUAL.headers("anthropic-version", "2023-06-01", "anthropic-beta", "a-1b-2"));
    table.put("workspace", USUAL.and("anthropic-workspace-id", "w"));
    table.put("profile", USUAL.and("anthropic-user-profile-id", "w"));
    table.put("organisation", USUAL.and("anthropic-organization-id", "w"));
    table.put("configuration", USUAL.keys("other", false, false));
    for (String member :
        List.of(
            "\"system\":\"s\"",
            "\"system\":[{\"type\":\"text\",\"text\":\"s\"}]",
            "\"temperature\":0",
            "\"temperature\":0.0",
            "\"top_p\":1",
            "\"tools\":[]",
            "\"tools\":[{\"name\":\"a\"}]",
            "\"tool_choice\":{\"type\":\"auto\"}",
            "\"thinking\":{\"type\":\"adaptive\"}",
            "\"output_config\":{\"effort\":\"low\"}",
            "\"stop_sequences\":[\"a\"]",
            "\"service_tier\":\"auto\"",
            "\"cache_control\":{\"type\":\"ephemeral\"}",
            "\"inference_geo\":\"us\"",
            "\"speed\":\"fast\"",
            "\"safeguards\":[]",
            "\"tomorrow\":1",
            "\"a\":\"b\",\"c\":1",
            "\"a\":\"b,c:1\"",
            "\"context_management\":{\"edits\":[{\"type\":\"clear_thinking_20251015\",\"keep\":\"all\"}]}")) {
      table.put(member, USUAL.with(member));
    }
    for (String body :
        List.of(
            "{\"model\":\"claude-opus-5\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
            "{\"model\":\"claude-opus-5-5\",\"max_tokens\":101,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
            "{\"model\":\"claude-opus-5-5\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"hi \"}]}",
            "{\"model\":\"claude-opus-5-5\",\"max_tokens\":100,\"messages\":[{\"role\":\"assistant\",\"content\":\"hi\"}]}",
            "{\"model\":\"claude-opus-5-5\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"AA==\"}}]}]}",
            "{\"model\":\"claude-opus-5-5\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"AB==\"}}]}]}",
            "{\"model\":\"claude-opus-5-5\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f1\"}}]}]}")) {
      table.put(body, USUAL.body(body));
    }
    table.put(
        "instructions behind a billing header",
        USUAL.with(
            "\"system\":[{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: a=b; Be rude\"}]"));
    table.put(
        "instructions in its next line",
        USUAL.with(
            "\"system\":[{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: a=b;\\nBe rude\"}]"));
    table.put(
        "billing header as the whole system",
        USUAL.with("\"system\":\"x-anthropic-billing-header: a=b;\""));
    table.put(
        "billing header in second place",
        USUAL.with(
            "\"system\":[{\"type\":\"text\",\"text\":\"s\"},{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: a=b;\"}]"));
    return table;
  }

  static Stream<Arguments> differences() {
    return table().entrySet().stream().map(row -> Arguments.of(row.getKey(), row.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differences")
  void any_difference_is_another_key(String what, Asked asked) {
    assertThat(asked.key()).isNotEqualTo(USUAL.key());
    table()
        .forEach((other, its) -> {
          if (!other.equals(what)) {
            assertThat(its.key()).as("%s and %s", what, other).isNotEqualTo(asked.key());
          }
        });
  }

  static Stream<Arguments> sames() {
    String body = USUAL.body();
    return Stream.of(
        Arguments.of("not streamed", USUAL.body(body.replace("true", "false"))),
        Arguments.of("stream not said", USUAL.body(body.replace(",\"stream\":true", ""))),
        Arguments.of("stream options", USUAL.with("\"stream_options\":{\"x\":1}")),
        Arguments.of("user", USUAL.with("\"metadata\":{\"user_id\":\"u\"}")),
        Arguments.of(
            "order of members",
            USUAL.body(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":100,\"model\":\"claude-opus-5-5\"}")),
        Arguments.of("space between members", USUAL.body(body.replace(",\"max", " ,\n \"max"))),
        Arguments.of(
            "order of betas",
            USUAL.headers("Anthropic-Beta", "b-2,a-1", "anthropic-version", "2023-06-01")),
        Arguments.of(
            "betas in lines",
            USUAL.headers(
                "anthropic-version",
                "2023-06-01",
                "anthropic-beta",
                "b-2",
                "anthropic-beta",
                " a-1 ,, a-1")),
        Arguments.of(
            "other headers", USUAL.and("user-agent", "x").and("x-claude-code-session-id", "s")),
        Arguments.of(
            "credentials, whose wall is the tenant", USUAL.and("authorization", "Bearer x")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sames")
  void what_does_not_change_the_reply_is_the_same_key(String what, Asked asked) {
    assertThat(asked.key()).as(what).isEqualTo(USUAL.key()).hasSameHashCodeAs(USUAL.key());
  }

  @Test
  void the_attribution_block_is_left_out() {
    String rest = "{\"type\":\"text\",\"text\":\"Be kind\"}]";
    Asked without = USUAL.with("\"system\":[" + rest);
    Asked with = USUAL.with("\"system\":[" + BILLING.formatted(1, 1) + "," + rest);
    Asked other = USUAL.with("\"system\":[" + BILLING.formatted(2, 2) + ",\n " + rest);

    assertThat(with.key()).isEqualTo(without.key()).isEqualTo(other.key());
    assertThat(USUAL.with("\"system\":[" + BILLING.formatted(1, 1) + "]").key())
        .isEqualTo(USUAL.with("\"system\":[" + BILLING.formatted(2, 2) + "]").key());
  }

  @Test
  void metadata_separates_users_when_that_is_asked() {
    Asked first = USUAL.keys("config", true, false).with("\"metadata\":{\"user_id\":\"1\"}");
    Asked second = USUAL.keys("config", true, false).with("\"metadata\":{\"user_id\":\"2\"}");

    assertThat(first.key()).isNotEqualTo(second.key());
  }

  static Stream<Arguments> obstacles() {
    String content = "\"messages\":[{\"role\":\"user\",\"content\":[%s]}]";
    String head = "{\"model\":\"m\",\"max_tokens\":1,";
    return Stream.of(
        Arguments.of(USUAL.target("GET", "/v1/messages", ""), "not a message request"),
        Arguments.of(
            USUAL.target("POST", "/v1/messages/count_tokens", ""), "not a message request"),
        Arguments.of(USUAL.target("POST", "/v1/messages/", ""), "not a message request"),
        Arguments.of(USUAL.and("Content-Encoding", "gzip"), "content-encoding"),
        Arguments.of(
            USUAL.body("{\"model\":\"m\",\"model\":\"m\"}"), "body cannot be read without doubt"),
        Arguments.of(USUAL.body("{\"max_tokens\":1}"), "model missing"),
        Arguments.of(USUAL.body("{\"model\":1,\"max_tokens\":1}"), "model missing"),
        Arguments.of(USUAL.body("{\"model\":\"m\"}"), "max_tokens missing or 0"),
        Arguments.of(USUAL.body("{\"model\":\"m\",\"max_tokens\":0}"), "max_tokens missing or 0"),
        Arguments.of(USUAL.with("\"thread\":{\"type\":\"create\"}"), "thread"),
        Arguments.of(USUAL.with("\"container\":\"c\""), "container"),
        Arguments.of(USUAL.with("\"mcp_servers\":[{}]"), "mcp_servers"),
        Arguments.of(USUAL.with("\"fallback_credit_token\":\"t\""), "fallback_credit_token"),
        Arguments.of(USUAL.with("\"diagnostics\":{\"previous_message_id\":\"m\"}"), "diagnostics"),
        Arguments.of(USUAL.with("\"compaction\":{\"type\":\"summarize\"}"), "compaction"),
        Arguments.of(
            USUAL.with("\"context_management\":{\"edits\":[{\"type\":\"compact_20260112\"}]}"),
            "compaction"),
        Arguments.of(USUAL.with("\"fallbacks\":\"default\""), "fallbacks"),
        Arguments.of(USUAL.with("\"temperature\":0.31"), "temperature above 0.3"),
        Arguments.of(USUAL.with("\"temperature\":1"), "temperature above 0.3"),
        Arguments.of(USUAL.with("\"temperature\":\"0\""), "temperature above 0.3"),
        Arguments.of(USUAL.body(USUAL.body().replace("true", "1")), "stream is no boolean"),
        Arguments.of(
            USUAL.with("\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]"),
            "server or unknown tool"),
        Arguments.of(
            USUAL.with("\"tools\":[{\"name\":\"a\"},{\"type\":\"mcp_toolset\"}]"),
            "server or unknown tool"),
        Arguments.of(
            USUAL.with("\"tools\":[{\"type\":\"bash_20990101x\"}]"), "server or unknown tool"),
        Arguments.of(USUAL.with("\"tools\":[{\"type\":1}]"), "server or unknown tool"),
        Arguments.of(USUAL.with("\"tools\":{}"), "tools are no list"),
        Arguments.of(
            USUAL.body(
                head
                    + content.formatted(
                        "{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"u\"}}")
                    + "}"),
            "url source"),
        Arguments.of(
            USUAL.body(
                head
                    + content.formatted("{\"type\":\"container_upload\",\"file_id\":\"f\"}")
                    + "}"),
            "container"),
        Arguments.of(
            USUAL.body(head + content.formatted("{\"type\":\"tool_addition\",\"tool\":{}}") + "}"),
            "tools added in a message"));
  }

  @ParameterizedTest
  @MethodSource("obstacles")
  void what_reaches_beyond_the_request_is_not_cached(Asked asked, String reason) {
    assertThat(asked.obstacle()).isEqualTo(reason);
  }

  @Test
  void what_stays_within_the_request_is_cached() {
    for (String member :
        List.of(
            "\"temperature\":0.3",
            "\"temperature\":null",
            "\"thread\":null",
            "\"mcp_servers\":[]",
            "\"tools\":[{\"name\":\"a\"},{\"type\":\"custom\",\"name\":\"b\"},{\"type\":null,\"name\":\"c\"},{\"type\":\"bash_20250124\"},{\"type\":\"text_editor_20250728\"},{\"type\":\"computer_20251124\"},{\"type\":\"memory_20250818\"}]")) {
      assertThat(USUAL.with(member).obstacle()).as(member).isEmpty();
    }
    assertThat(USUAL.with("\"temperature\":1").keys("config", false, true).obstacle()).isEmpty();
    assertThat(USUAL.and("content-encoding", "identity").obstacle()).isEmpty();
  }

  @Test
  void no_delimiter_makes_two_requests_one() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String[] bits = {
      "",
      "a",
      "1",
      "/",
      "?",
      ",",
      " ",
      ":",
      "null",
      "beta",
      "\u0000",
      "\n",
      "anthropic-version",
      "é"
    };
    Map<CacheKey, List<Object>> seen = new HashMap<>();
    for (int i = 0; i < 30_000; i++) {
      String tenant = pick(random, bits);
      String query = pick(random, bits);
      String version = pick(random, bits);
      String workspace = pick(random, bits);
      String config = pick(random, bits);
      List<String> betas = List.of("b" + random.nextInt(3), "b" + random.nextInt(3));
      String member = random.nextBoolean() ? "\"x\":\"y\",\"z\":1" : "\"x\":\"y\\\",\\\"z\\\":1\"";
      Asked asked =
          USUAL
              .tenant(tenant)
              .target("POST", "/v1/messages", query)
              .headers(
                  "anthropic-version",
                  version,
                  "anthropic-workspace-id",
                  workspace,
                  "anthropic-beta",
                  String.join(",", betas))
              .keys(config, false, false)
              .with(member);
      List<Object> parts =
          new ArrayList<>(
              List.of(tenant, query, version, workspace, config, new HashSet<>(betas), member));
      assertThat(seen.merge(asked.key(), parts, (before, now) -> before))
          .as("seed " + seed)
          .isEqualTo(parts);
    }
  }

  @Test
  void ten_thousand_pairs_of_tenants_share_nothing() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      String one = "tenant" + random.nextInt(1_000_000);
      String other = one + random.nextInt(10);
      assertThat(USUAL.tenant(one).key())
          .as("seed " + seed)
          .isNotEqualTo(USUAL.tenant(other).key());
    }
  }

  private static String pick(Random random, String[] bits) {
    return bits[random.nextInt(bits.length)] + bits[random.nextInt(bits.length)];
  }
}
