package dev.sluice.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys are hidden and what only looks like one is not (spec reliability 3.9). */
class MaskingTest {
  private static final long SEED = 32L;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private final Random random = new Random(SEED);

  private String letters(int count) {
    StringBuilder text = new StringBuilder();
    random.ints(count, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
    return text.toString();
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private String base64(int count) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(count));
  }

  /** A secret and the text that it stands in. */
  private record Leak(String secret, String text) {}

  private Leak leak(String secret, String template) {
    return new Leak(secret, template.replace("KEY", secret));
  }

  private Leak next(int kind) {
    return switch (kind) {
      case 0 -> leak("sk-ant-api03-" + base64(70) + "AA", "sent KEY upstream");
      case 1 -> leak("sk-ant-oat01-" + base64(40), "{\"header\":\"KEY\"}");
      case 2 -> leak("sk-proj-" + letters(48), "https://example.com/?q=KEY&x=1");
      case 3 -> leak("sk-" + letters(32), "(KEY)");
      case 4 -> leak(base64(24), "Authorization: Bearer KEY");
      case 5 -> leak(HexFormat.of().formatHex(bytes(16)), "x-api-key: KEY");
      case 6 -> leak(letters(20), "GET /v1?api_key=KEY HTTP/1.1");
      case 7 -> leak("AKIA" + letters(16).toUpperCase(Locale.ROOT), "aws KEY");
      case 8 -> leak("ghp_" + letters(36), "KEY");
      case 9 -> leak("eyJhbGciOiJIUzI1NiJ9." + base64(40) + "." + base64(32), "jwt=KEY;");
      case 10 -> leak(letters(12), "https://user:KEY@example.com/path");
      case 11 -> leak(letters(14), "{\"password\": \"KEY\"}");
      case 12 -> leak(base64(48), "found KEY in the file");
      case 13 -> leak("AIza" + letters(35), "key=KEY");
      case 14 -> leak(letters(24), "Cookie: session=KEY");
      default -> leak("sk-or-v1-" + HexFormat.of().formatHex(bytes(32)), "tail KEY\n");
    };
  }

  @Test
  void generated_keys_are_hidden() {
    for (int i = 0; i < 1600; i++) {
      Leak leak = next(i % 16);

      String masked = Masking.mask(leak.text());

      assertThat(masked)
          .as("seed %d, kind %d: %s", SEED, i % 16, leak)
          .doesNotContain(leak.secret());
      String start = leak.secret().substring(0, Math.min(14, leak.secret().length()));
      assertThat(masked).as("seed %d, kind %d", SEED, i % 16).doesNotContain(start);
      assertThat(Masking.mask(masked)).isEqualTo(masked);
    }
  }

  private List<Supplier<String>> lookAlikes() {
    return List.of(
        () -> new UUID(random.nextLong(), random.nextLong()).toString(),
        () -> HexFormat.of().formatHex(bytes(20)),
        () -> "sha256:" + HexFormat.of().formatHex(bytes(32)),
        () -> "msg_01" + letters(22),
        () -> "req_011" + letters(21),
        () -> "toolu_01" + letters(22),
        () -> "claude-sonnet-4-5-20250929",
        () -> "/home/user/.config/sluice/sluice-" + random.nextInt(1000) + ".yaml",
        () -> "input_tokens: " + random.nextInt(100_000),
        () -> "2026-11-21T09:39:33.123Z",
        () -> "http://127.0.0.1:" + random.nextInt(65_536) + "/v1/messages?beta=true",
        () -> "dev.sluice.upstream.Relay$Attempt.lambda$send$" + random.nextInt(10),
        () -> "task-runner-" + random.nextInt(100) + " risk-free desk-lamp-" + random.nextInt(9),
        () -> "the token was refused and basic authentication failed",
        () -> "bearer of bad news",
        () -> "key=team-" + random.nextInt(10) + " cache_key=ab12 max_tokens=4096",
        () -> "anthropic-ratelimit-unified-5h-remaining: " + random.nextInt(100),
        () -> "the-quick-brown-fox-jumps-over-the-lazy-dog-again",
        () -> "SLUICE_PROVIDERS_ANTHROPIC_TIMEOUTS_FIRST_BYTE=" + random.nextInt(100) + "s",
        () -> "key: env:ANTHROPIC_API_KEY, other: file:/run/secrets/anthropic");
  }

  @Test
  void look_alikes_are_left_as_they_are() {
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      String text = lookAlikes().get(i % 20).get();
      String masked = Masking.mask("status=200 " + text + " done");
      if (!masked.equals("status=200 " + text + " done")) {
        changed.add(text + " -> " + masked);
      }
    }

    assertThat(changed).as("seed %d", SEED).hasSizeLessThanOrEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource({
    "sk-ant-api03-abcdefghijklmnopqrstuv, sk-ant-...stuv",
    "sk-ant-short12, ***",
    "my-sk-ant-short12, my-***",
    "AKIA123456, ***",
    "hf_abc123, ***",
    "hf_abc12, hf_abc12",
    "x-api-key: hunter2, x-api-key: ***",
    "Authorization: Bearer hunter2hunter2, Authorization: Bearer ***",
    "proxy-authorization: Basic dXNlcjpwYXNz, proxy-authorization: Basic ***",
    "http://me:pw@host/x, http://***@host/x",
    "SLUICE_TEAM_KEY=hunter2, SLUICE_TEAM_KEY=***",
    "nothing here, nothing here"
  })
  void a_masked_text_is_as_expected(String text, String expected) {
    assertThat(Masking.mask(text)).isEqualTo(expected);
  }

  @Test
  void a_value_under_a_secret_name_is_hidden_whatever_it_is() {
    assertThat(Masking.value("apiKey", "hunter2")).isEqualTo("***");
    assertThat(Masking.value("x-api-key", "a b c")).isEqualTo("***");
    assertThat(Masking.value("authorization", "Bearer hunter2")).isEqualTo("***");
    assertThat(Masking.value("caller", "team")).isEqualTo("team");
  }

  @Test
  void hostile_texts_cost_time_linear_in_their_length() {
    List<String> texts =
        List.of(
            "a", "key=", "://", "Bearer ", "sk-", "\"key\": ", "authorization", "eyJ.", "_key:\\");
    for (String text : texts) {
      String large = text.repeat((1 << 20) / text.length());

      String masked = Masking.mask(large);

      assertThat(masked).isNotNull();
    }
  }
}
