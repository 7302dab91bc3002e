package dev.sluice.cache;

import dev.sluice.exchange.Call;
import dev.sluice.message.Index;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests have a reply that is good for the next same request too (spec anthropic-api
 * section 10, trap 21). Whatever reaches beyond the request itself is not: state that the provider
 * holds, pages that change, tools that the provider runs, tools that are not known.
 */
final class Cacheable {
  private static final double STEADY = 0.3;

  /**
   * Members that tie a request to something outside it. {@code fallbacks} is among them because the
   * reply may come from another model than the one that the key names.
   */
  private static final List<String> BINDING =
      List.of(
          "thread",
          "container",
          "mcp_servers",
          "fallback_credit_token",
          "diagnostics",
          "compaction",
          "fallbacks");

  /** Blocks that bring tools or containers in by the side door. */
  private static final Map<String, String> BINDING_BLOCKS =
      Map.of("container_upload", "container", "tool_addition", "tools added in a message");

  /** Tools that the client runs itself, without or with the date at the end. */
  private static final Pattern CLIENT_TOOL =
      Pattern.compile("custom|(bash|text_editor|computer|memory)_\\d{8}");

  private static final Set<String> BOOLEANS = Set.of("true", "false");

  private Cacheable() {}

  /** Why the reply must not be cached, null if it may be. */
  static @Nullable String obstacle(Call call, boolean variedSampling) {
    if (!call.method().equals("POST") || !call.path().equals("/v1/messages")) {
      return "not a message request";
    }
    String encoding = call.headers().joined("content-encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return "content-encoding";
    }
    Index index = call.body().index();
    return index == null ? "body cannot be read without doubt" : obstacle(index, variedSampling);
  }

  private static @Nullable String obstacle(Index index, boolean variedSampling) {
    if (index.model() == null) {
      return "model missing";
    }
    for (String member : BINDING) {
      if (says(index, member)) {
        return member;
      }
    }
    for (Map.Entry<String, String> block : BINDING_BLOCKS.entrySet()) {
      if (index.blockTypes().contains(block.getKey())) {
        return block.getValue();
      }
    }
    if (index.urlSources()) {
      return "url source";
    }
    String tool = foreignTool(index);
    return tool != null ? tool : oddMember(index, variedSampling);
  }

  private static boolean says(Index index, String member) {
    String raw = index.raw(member);
    return raw != null && !raw.equals("null") && !raw.equals("[]");
  }

  /** A tool that the provider runs or that is not known. */
  private static @Nullable String foreignTool(Index index) {
    String tools = index.raw("tools");
    if (tools != null && !tools.startsWith("[") && !tools.equals("null")) {
      return "tools are no list";
    }
    for (Index.Tool tool : index.tools()) {
      if (tool.type() != null && !CLIENT_TOOL.matcher(tool.type()).matches()) {
        return "server or unknown tool";
      }
    }
    return null;
  }

  private static @Nullable String oddMember(Index index, boolean variedSampling) {
    if (!positive(index.raw("max_tokens"))) {
      return "max_tokens missing or 0";
    }
    String edits = index.raw("context_management");
    if (edits != null && edits.contains("compact")) {
      return "compaction";
    }
    String stream = index.raw("stream");
    if (stream != null && !BOOLEANS.contains(stream)) {
      return "stream is no boolean";
    }
    String temperature = index.raw("temperature");
    if (temperature != null && !variedSampling && !steady(temperature)) {
      return "temperature above 0.3";
    }
    return null;
  }

  private static boolean positive(@Nullable String raw) {
    return raw != null && raw.matches("[1-9][0-9]{0,8}");
  }

  private static boolean steady(String raw) {
    try {
      return raw.equals("null") || Double.parseDouble(raw) <= STEADY;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
