package dev.sluice.exchange;

import dev.sluice.message.Index;
import dev.sluice.message.Span;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which conversation an exchange belongs to (DESIGN section 1): {@code x-sluice-session}, else
 * Claude Code's session and agent id, else Codex's thread id, else the session in {@code
 * metadata.user_id}.
 */
public final class Session {
  private static final Pattern IN_USER_ID =
      Pattern.compile("session_id\\\\?\"\\s*:\\s*\\\\?\"([A-Za-z0-9._-]{1,100})");
  private static final Pattern OLD_USER_ID = Pattern.compile("_session_([A-Za-z0-9-]{8,64})");
  private static final int MAX = 200;
  private static final int MAX_METADATA = 16 << 10;

  private Session() {}

  /** The session's name, empty when none can be told. */
  public static String of(Call call) {
    Headers headers = call.headers();
    String own = headers.get("x-sluice-session");
    if (own != null) {
      return cut(own);
    }
    String claude = headers.get("x-claude-code-session-id");
    if (claude != null) {
      String agent = headers.get("x-claude-code-agent-id");
      return cut(agent == null ? claude : claude + "/" + agent);
    }
    String thread = headers.get("thread-id");
    return thread != null ? cut(thread) : ofMetadata(call);
  }

  private static String ofMetadata(Call call) {
    Index index = call.body().index();
    Span metadata = index == null ? null : index.members().get("metadata");
    if (metadata == null || metadata.length() > MAX_METADATA) {
      return "";
    }
    byte[] bytes = call.body().bytes();
    return inUserId(new String(bytes, metadata.from(), metadata.length(), StandardCharsets.UTF_8));
  }

  private static String inUserId(String metadata) {
    Matcher json = IN_USER_ID.matcher(metadata);
    if (json.find()) {
      return json.group(1);
    }
    Matcher old = OLD_USER_ID.matcher(metadata);
    return old.find() ? old.group(1) : "";
  }

  private static String cut(String name) {
    return name.length() <= MAX ? name : name.substring(0, MAX);
  }
}
