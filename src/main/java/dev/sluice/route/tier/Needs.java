package dev.sluice.route.tier;

import dev.sluice.exchange.Headers;
import dev.sluice.message.Index;
import dev.sluice.models.ModelFacts;
import dev.sluice.models.ModelFacts.Capabilities;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request needs of the model that answers it (spec anthropic-api sections 2 and 10). What is
 * not known to be harmless ties it to the model that the client named. Pure.
 */
final class Needs {
  private static final Set<String> HARMLESS_MEMBERS =
      Set.of(
          "model",
          "max_tokens",
          "messages",
          "system",
          "tools",
          "tool_choice",
          "thinking",
          "stop_sequences",
          "stream",
          "metadata",
          "service_tier",
          "cache_control",
          "output_config",
          "output_format",
          "temperature",
          "top_p",
          "top_k",
          "context_management",
          "safeguards");

  private static final Set<String> HARMLESS_BLOCKS =
      Set.of(
          "text", "image", "document", "thinking", "redacted_thinking", "tool_use", "tool_result");

  private static final Set<String> HARMLESS_OUTPUT = Set.of("effort", "format");

  /** Betas that name something that only some models have. */
  private static final List<String> TYING_BETAS =
      List.of("fast-mode-", "task-budgets-", "output-128k-", "output-300k-", "message-threads-");

  private static final Pattern CLIENT_TOOL =
      Pattern.compile("custom|(?:bash|text_editor|memory)_\\d{8}");
  private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"([^\"]{1,40})\"");
  private static final Pattern MEMBER = Pattern.compile("\"([a-z_]{1,40})\"\\s*:");
  private static final Pattern POSITIVE = Pattern.compile("[1-9]\\d{0,8}");
  private static final long BIG_WINDOW = 1_000_000;
  private static final double MARGIN = 1.2;

  private final Index index;
  private final Headers headers;
  private final long tokens;

  /** The needs of a request whose prompt has about this many tokens, as counted before 4.7. */
  Needs(Index index, Headers headers, long tokens) {
    this.index = index;
    this.headers = headers;
    this.tokens = tokens;
  }

  /** What ties the request to the very model that was named, null if nothing does. */
  @Nullable String tie() {
    for (Map.Entry<String, dev.sluice.message.Span> member : index.members().entrySet()) {
      if (!HARMLESS_MEMBERS.contains(member.getKey()) && !isNull(member.getKey())) {
        return "has " + known(member.getKey());
      }
    }
    for (String type : index.blockTypes()) {
      if (!HARMLESS_BLOCKS.contains(type)) {
        return "has blocks of another kind";
      }
    }
    String maxTokens = index.raw("max_tokens");
    if (maxTokens == null || !POSITIVE.matcher(maxTokens).matches()) {
      return "max_tokens missing or 0";
    }
    String tool = tyingTool();
    return tool != null ? tool : tyingParameter();
  }

  /** Only names of the API are repeated. */
  private static String known(String member) {
    return MEMBER.matcher("\"" + member + "\":").matches() ? member : "an unknown member";
  }

  private boolean isNull(String member) {
    return "null".equals(index.raw(member));
  }

  private @Nullable String tyingTool() {
    for (Index.Tool tool : index.tools()) {
      if (tool.type() != null && !CLIENT_TOOL.matcher(tool.type()).matches()) {
        return "tools that the provider runs";
      }
    }
    String tools = index.raw("tools");
    return tools != null
            && (tools.contains("\"defer_loading\"") || tools.contains("\"allowed_callers\""))
        ? "tools that are loaded or called by the provider"
        : null;
  }

  private @Nullable String tyingParameter() {
    String thinking = index.raw("thinking");
    if (thinking != null && thinking.contains("\"block_binding\"")) {
      return "thinking.block_binding";
    }
    Matcher output = MEMBER.matcher(outputConfigWithoutFormat());
    while (output.find()) {
      if (!HARMLESS_OUTPUT.contains(output.group(1))) {
        return "output_config." + output.group(1);
      }
    }
    if (index.raw("temperature") != null && index.raw("top_p") != null) {
      return "temperature with top_p";
    }
    String betas = betas();
    for (String beta : TYING_BETAS) {
      if (betas.contains(beta)) {
        return "beta " + beta + "*";
      }
    }
    return null;
  }

  /** The members beside the schema, whose own names mean nothing here. */
  private String outputConfigWithoutFormat() {
    String raw = index.raw("output_config");
    int format = raw == null ? -1 : raw.indexOf("\"format\"");
    if (raw == null || format < 0) {
      return raw == null ? "" : raw;
    }
    int depth = 0;
    for (int i = format; i < raw.length(); i++) {
      char c = raw.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == '}' && depth <= 0) {
        return raw.substring(0, format) + raw.substring(i + 1);
      }
    }
    return raw.substring(0, format);
  }

  private String betas() {
    String joined = headers.joined("anthropic-beta");
    return joined == null ? "" : joined;
  }

  /** Why this model cannot answer the request, null if it can. */
  @Nullable String lacking(ModelFacts target) {
    Capabilities can = target.capabilities();
    if (index.blockTypes().contains("image") && !can.images()) {
      return "images";
    }
    if (index.blockTypes().contains("document") && !can.documents()) {
      return "documents";
    }
    String choice = index.raw("tool_choice");
    if (choice != null && isForced(choice) && !can.forcedTools()) {
      return "a forced tool";
    }
    if (isPrefilled() && !can.prefill()) {
      return "a prefilled answer";
    }
    if (samples() && !can.sampling()) {
      return "sampling";
    }
    String thought = lackingThought(target);
    return thought != null ? thought : lackingRoom(target);
  }

  private static boolean isForced(String choice) {
    Matcher type = TYPE.matcher(choice);
    return type.find() && (type.group(1).equals("any") || type.group(1).equals("tool"));
  }

  private boolean isPrefilled() {
    return !index.messages().isEmpty() && "assistant".equals(index.messages().getLast().role());
  }

  private boolean samples() {
    String temperature = index.raw("temperature");
    boolean warm = temperature != null && !temperature.matches("null|1(?:\\.0+)?");
    return warm || says("top_p") || says("top_k");
  }

  private boolean says(String member) {
    return index.raw(member) != null && !isNull(member);
  }

  private @Nullable String lackingThought(ModelFacts target) {
    Capabilities can = target.capabilities();
    String thinking = index.raw("thinking");
    Matcher type = TYPE.matcher(thinking == null ? "" : thinking);
    if (type.find() && !can.thinkingTypes().contains(type.group(1))) {
      return "thinking of type " + known(type.group(1));
    }
    boolean shown = thinking != null && thinking.contains("\"display\"");
    if (shown && !can.thinkingTypes().contains("adaptive")) {
      return "thinking.display";
    }
    String output = outputConfigWithoutFormat();
    if (output.contains("\"effort\"") && !can.effort()) {
      return "effort";
    }
    String all = index.raw("output_config");
    boolean structured = says("output_format") || (all != null && all.contains("\"format\""));
    if (structured && !can.structuredOutput()) {
      return "structured output";
    }
    String edits = index.raw("context_management");
    return edits != null && edits.contains("compact_") && !target.compacts() ? "compaction" : null;
  }

  private @Nullable String lackingRoom(ModelFacts target) {
    String raw = index.raw("max_tokens");
    long maxTokens = raw == null || !POSITIVE.matcher(raw).matches() ? 0 : Long.parseLong(raw);
    if (target.maxOutput() > 0 && maxTokens > target.maxOutput()) {
      return "max_tokens";
    }
    if (betas().contains("context-1m-") && target.window() < BIG_WINDOW) {
      return "a window of a million";
    }
    double needed = tokens * target.tokenFactor() * MARGIN + maxTokens;
    return target.window() > 0 && needed > target.window() ? "context" : null;
  }
}
