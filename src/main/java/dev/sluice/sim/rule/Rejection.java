package dev.sluice.sim.rule;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that the simulated API refuses: status, {@code details.error_code} and wording, one
 * line each. {@code {}} stands for an argument. Wordings follow the real API where they are known,
 * because clients match on some of them.
 */
public enum Rejection {
  // Who is asking
  NO_CREDENTIAL(401, "x-api-key header is required"),
  BAD_KEY(401, "invalid x-api-key"),
  BAD_BEARER(401, "Invalid bearer token"),
  OAUTH_WITHOUT_BETA(401, "OAuth authentication is currently not supported."),
  WRONG_WORKSPACE(403, "The credential does not belong to workspace {}."),
  NO_VERSION(400, "anthropic-version: header is required"),
  BAD_VERSION(400, "anthropic-version: \"{}\" is not a valid version"),
  NO_ROUTE(404, "Not found"),
  BAD_METHOD(405, "Method Not Allowed"),
  // The body as bytes
  TOO_LARGE(413, "Request exceeds the maximum size"),
  TOO_LARGE_DECODED(
      413, "request_body_too_large_after_decoding", "Request exceeds the maximum size"),
  ENCODING_UNKNOWN(
      400, "request_body_encoding_unsupported", "Content-Encoding {} is not supported."),
  ENCODING_BROKEN(400, "request_body_encoding_invalid", "The body is not valid {} data."),
  BAD_CHARSET(400, "unsupported_charset", "Charset {} is not supported; send UTF-8."),
  NOT_JSON(400, "The request body is not valid JSON: {}"),
  NOT_AN_OBJECT(400, "Input should be a valid dictionary or object to extract fields from"),
  // Any field
  REQUIRED(400, "{}: Field required"),
  EXTRA(400, "{}: Extra inputs are not permitted"),
  NOT_A_STRING(400, "{}: Input should be a valid string"),
  NOT_A_LIST(400, "{}: Input should be a valid list"),
  NOT_AN_INTEGER(400, "{}: Input should be a valid integer"),
  NOT_A_NUMBER(400, "{}: Input should be a valid number"),
  BLANK_STOP(400, "stop_sequences: each stop sequence must contain non-whitespace"),
  NOT_A_BOOLEAN(400, "{}: Input should be a valid boolean"),
  NOT_A_DICTIONARY(400, "{}: Input should be a valid dictionary"),
  TOO_SMALL(400, "{}: Input should be greater than or equal to {}"),
  TOO_BIG(400, "{}: Input should be less than or equal to {}"),
  TOO_LONG(400, "{}: List should have at most {} items after validation, not {}"),
  STRING_TOO_LONG(400, "{}: String should have at most {} characters"),
  STRING_TOO_SHORT(400, "{}: String should have at least 1 character"),
  NOT_ONE_OF(400, "{}: Input should be {}"),
  BAD_TAG(400, "{}: Input tag '{}' found using 'type' does not match any of the expected tags: {}"),
  // The model and its limits
  NO_MODEL(404, "model: {}"),
  MODEL_RETIRED(404, "model: {} has reached its end of life"),
  MAX_TOKENS_ABOVE(
      400, "max_tokens: {} > {}, which is the maximum allowed number of output tokens for {}"),
  PROMPT_TOO_LONG(400, "prompt is too long: {} tokens > {} maximum"),
  GEO_UNSUPPORTED(400, "inference_geo: {} does not support inference_geo."),
  FAST_UNSUPPORTED(400, "speed: {} does not support `fast`."),
  FAST_BATCH(400, "speed: `fast` is not supported in batches."),
  EFFORT_UNSUPPORTED(400, "output_config.effort: {} does not support the effort parameter."),
  SAMPLING_GONE(400, "{}: Extra inputs are not permitted"),
  SAMPLING_FIXED(400, "`{}` is not supported by {}; remove it or leave it at its default."),
  SAMPLING_BOTH(400, "`temperature` and `top_p` cannot both be specified for this model."),
  COMPACTION_UNSUPPORTED(400, "context_management: {} does not support compaction."),
  // Messages
  NO_MESSAGES(400, "messages: at least one message is required"),
  BAD_ROLE(400, "messages.{}.role: Input should be 'user', 'assistant' or 'system', not '{}'"),
  FIRST_NOT_USER(400, "messages: first message must use the \"user\" role"),
  EMPTY_CONTENT(
      400,
      "messages.{}: all messages must have non-empty content except for the optional final"
          + " assistant message"),
  EMPTY_TEXT(400, "messages: text content blocks must be non-empty"),
  BLANK_TEXT(400, "messages: text content blocks must contain non-whitespace text"),
  PREFILL(
      400,
      "This model does not support assistant message prefill. The conversation must end with a"
          + " user message."),
  TRAILING_SPACE(400, "messages: final assistant content cannot end with trailing whitespace"),
  DOCUMENT_IN_ASSISTANT(
      400, "messages.{}.content.{}: `document` blocks are not allowed in assistant messages"),
  CITATIONS_IN_USER(
      400, "messages.{}.content.{}.citations: citations are not allowed in user messages"),
  SYSTEM_CONTENT(400, "messages.{}.content.{}: `{}` blocks are not allowed in system messages"),
  IMAGE_SOURCE(400, "messages.{}.content.{}.image.source.base64: {}"),
  MEDIA_TYPE(
      400,
      "messages.{}.content.{}.image.source.base64.media_type: Input should be 'image/jpeg',"
          + " 'image/png', 'image/gif' or 'image/webp'"),
  NO_FILE(404, "File not found: {}"),
  FILE_EXPIRED(404, "file_expired", "File {} has expired."),
  // Tools
  TOOL_NAME(400, "tools.{}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'"),
  TOOL_TWICE(400, "tools: Tool names must be unique."),
  TOOL_SCHEMA(400, "tools.{}.custom.input_schema.type: Field required"),
  TOOL_SCHEMA_OBJECT(400, "tools.{}.custom.input_schema.type: Input should be 'object'"),
  TOOL_TYPE(
      400, "tools.{}: Input tag '{}' found using 'type' does not match any of the expected tags"),
  TOOL_RETIRED(400, "tools.{}: '{}' is not supported by {}."),
  TOOL_ALL_DEFERRED(400, "At least one tool must have defer_loading=false."),
  TOOL_REFERENCE(400, "tool_reference_unresolved", "Tool reference '{}' not found in tools."),
  CHOICE_WITHOUT_TOOLS(400, "tool_choice: tool_choice may only be specified while providing tools"),
  CHOICE_UNKNOWN(400, "Tool '{}' not found in provided tools"),
  CHOICE_FORCED(400, "tool_choice: `{}` is not supported by {}; use `auto` or `none`."),
  CHOICE_THINKING(400, "Thinking may not be enabled when tool_choice forces tool use."),
  USE_WITHOUT_RESULT(
      400,
      "messages.{}: `tool_use` ids were found without `tool_result` blocks immediately after: {}."
          + " Each `tool_use` block must have a corresponding `tool_result` block in the next"
          + " message."),
  RESULT_WITHOUT_USE(
      400,
      "messages.{}.content.{}: unexpected `tool_use_id` found in `tool_result` blocks: {}. Each"
          + " `tool_result` block must have a corresponding `tool_use` block in the previous"
          + " message."),
  USE_TWICE(400, "messages.{}.content.{}: `tool_use` ids must be unique"),
  RESULT_TWICE(
      400,
      "messages.{}.content.{}: each tool_use must have a single result. Found multiple"
          + " `tool_result` blocks with id: {}"),
  USE_ID(400, "messages.{}.content.{}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'"),
  USE_BY_USER(400, "messages.{}.content.{}: `tool_use` blocks can only be in `assistant` messages"),
  RESULT_BY_ASSISTANT(
      400, "messages.{}.content.{}: `tool_result` blocks can only be in `user` messages"),
  // Thinking
  THINKING_TYPE(400, "thinking.type: `{}` is not supported by {}."),
  THINKING_OFF_EFFORT(400, "thinking.type: `{}` needs an effort of high or less on {}."),
  BUDGET_MISSING(400, "thinking.enabled.budget_tokens: Field required"),
  BUDGET_SMALL(
      400, "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024"),
  BUDGET_ABOVE(400, "`max_tokens` must be greater than `thinking.budget_tokens`."),
  THINKING_TEMPERATURE(400, "`temperature` may only be set to 1 when thinking is enabled."),
  THINKING_BY_USER(
      400, "messages.{}.content.{}: `thinking` blocks can only be in `assistant` messages"),
  SIGNATURE_BAD(400, "messages.{}.content.{}: Invalid `signature` in `thinking` block"),
  SIGNATURE_MISSING(400, "messages.{}.content.{}.thinking.signature: Field required"),
  THINKING_BOUND(400, "messages.{}.content.{}: `thinking` block is bound to another context: {}"),
  // Prompt cache
  MARKERS(400, "A maximum of 4 blocks with cache_control may be provided. Found {}."),
  MARKER_TYPE(400, "{}.cache_control.type: Input should be 'ephemeral'"),
  MARKER_TTL(400, "{}.cache_control.ephemeral.ttl: Input should be '5m' or '1h'"),
  MARKER_ORDER(
      400,
      "{}.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m'"
          + " cache_control block. Note that blocks are processed in the following order:"
          + " `tools`, `system`, `messages`."),
  MARKER_THINKING(400, "{}.cache_control: Extra inputs are not permitted"),
  MARKER_EMPTY(400, "{}.cache_control: cache_control cannot be set for empty text blocks"),
  MARKER_AUTOMATIC(400, "cache_control: the last block already has a cache_control with ttl='{}'."),
  MARKER_DEFERRED(
      400, "{}.cache_control: cache_control cannot be set on tools with defer_loading=true"),
  // Odds and ends
  FALLBACK_WITH_CREDIT(400, "fallbacks: cannot be combined with fallback_credit_token"),
  FALLBACK_IN_BATCH(400, "fallbacks: not supported in batches"),
  EDIT_ORDER(400, "context_management.edits: `clear_thinking_20251015` must be listed first"),
  COMPACTION_WITH(400, "compaction: cannot be combined with {}"),
  COMPACTION_NOTHING(
      400, "compaction_nothing_to_summarize", "compaction: there is nothing to summarize"),
  COMPACTION_PLACE(
      400, "compaction_block_misplaced", "The compaction block must come first in messages."),
  COMPACTION_TWICE(
      400, "compaction_block_ambiguous", "messages may hold only one compaction block."),
  COMPACTION_SIGNATURE(
      400, "compaction_signature_invalid", "The signature of the compaction block is invalid."),
  THREAD_UNKNOWN(404, "thread_not_found", "No thread ends with message {}."),
  THREAD_TWICE(
      400, "thread_already_continued", "The thread was already continued after message {}."),
  THREAD_BUSY(400, "thread_continue_in_flight", "The thread is being continued after message {}."),
  THREAD_CHANGED(400, "thread_fingerprint_mismatch", "thread: `{}` must not change."),
  THREAD_UNSUPPORTED(
      400, "thread_unsupported_request", "thread: the request uses what threads do not support."),
  // Batches, files, models
  BATCH_EMPTY(400, "requests: List should have at least 1 item after validation, not 0"),
  BATCH_TWICE(400, "requests: custom_id values must be unique; '{}' is repeated"),
  BATCH_CUSTOM_ID(400, "requests.{}.custom_id: String should match '^[a-zA-Z0-9_-]{1,64}$'"),
  BATCH_RUNNING(409, "Batch {} is still processing; its results are not available yet."),
  BATCH_NOT_ENDED(409, "Batch {} has not ended; cancel it before deleting it."),
  BATCH_UNKNOWN(404, "Batch not found: {}"),
  FILE_MISSING(400, "file: Field required"),
  FILE_NOT_MULTIPART(400, "Content-Type must be multipart/form-data"),
  PAGE_BOTH(400, "Only one of `after_id` and `before_id` may be given."),
  PAGE_LIMIT(400, "limit: Input should be between 1 and 1000");

  private final int status;
  private final @Nullable String code;
  private final String message;

  Rejection(int status, String message) {
    this.status = status;
    this.code = null;
    this.message = message;
  }

  Rejection(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  /** The refusal with its arguments filled in. */
  public Rejected of(Object... arguments) {
    return with(null, arguments);
  }

  /** The refusal with further members in {@code details}. */
  public Rejected with(@Nullable ObjectNode details, Object... arguments) {
    return new Rejected(status, typeOf(status), fill(arguments), code, details);
  }

  /** A refusal that a fault asked for, with the type of its status. */
  public static Rejected simulated(int status, String message) {
    return new Rejected(status, typeOf(status), message, null, null);
  }

  /** The {@code error.type} that goes with a status. */
  public static String typeOf(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 409 -> "conflict_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> status >= 500 ? "api_error" : "invalid_request_error";
    };
  }

  private String fill(Object... arguments) {
    StringBuilder text = new StringBuilder(message.length() + 32);
    int from = 0;
    for (Object argument : arguments) {
      int at = message.indexOf("{}", from);
      if (at < 0) {
        break;
      }
      text.append(message, from, at).append(argument);
      from = at + 2;
    }
    return text.append(message, from, message.length()).toString();
  }
}
