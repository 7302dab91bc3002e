package dev.sluice.sim.api;

import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.prompt.Hash;
import dev.sluice.sim.prompt.Prompt;
import dev.sluice.sim.prompt.PromptBlock;
import dev.sluice.sim.prompt.Signatures;
import dev.sluice.sim.rule.Caller;
import dev.sluice.sim.rule.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Checks the signatures of thinking and compaction blocks that come back (spec anthropic-api
 * section 2.5). One that was tampered with is always refused; on the models that bind thinking, so
 * is one that belongs to another organisation, model or prefix, unless the caller or a batch says
 * to drop it. One use, one thread.
 */
final class SignatureCheck {
  private final Signatures signatures;
  private final SimModel model;
  private final Caller caller;
  private final ArrayNode dropped = Json.array();

  SignatureCheck(Signatures signatures, SimModel model, Caller caller) {
    this.signatures = signatures;
    this.model = model;
    this.caller = caller;
  }

  /** Checks all of them and returns what was dropped, as {@code input_transformations}. */
  ArrayNode check(JsonNode request, Prompt prompt) {
    List<PromptBlock> blocks = prompt.blocks();
    Hash before = Hash.EMPTY;
    for (PromptBlock block : blocks) {
      if (block.kind().equals("thinking")) {
        thinking(request, block.path(), before);
      } else if (block.kind().equals("compaction")) {
        compaction(at(request, block.path()));
      }
      before = block.bound();
    }
    return dropped;
  }

  private void thinking(JsonNode request, String path, Hash before) {
    String[] parts = path.split("\\.", -1);
    JsonNode block = at(request, path);
    String signature = Json.text(block, "signature");
    if (signature == null) {
      throw Rejection.SIGNATURE_MISSING.of(parts[1], parts[3]);
    }
    Signatures.Claim claim = signatures.check(signature, Json.text(block, "thinking", ""));
    if (claim == null) {
      throw Rejection.SIGNATURE_BAD.of(parts[1], parts[3]);
    }
    String reason = model.bindsThinking() ? mismatch(claim, before) : null;
    if (reason == null) {
      return;
    }
    if (!drops(request)) {
      throw Rejection.THINKING_BOUND.of(parts[1], parts[3], reason);
    }
    dropped
        .addObject()
        .put("type", "thinking_dropped")
        .put("reason", reason)
        .put("message_index", Integer.parseInt(parts[1]))
        .put("content_index", Integer.parseInt(parts[3]));
  }

  private @Nullable String mismatch(Signatures.Claim claim, Hash before) {
    if (claim.organization() != caller.organization().hashCode()) {
      return "organization_binding_mismatch";
    }
    if (claim.model() != model.id().hashCode()) {
      return "model_binding_mismatch";
    }
    return claim.prefix().equals(before) ? null : "prefix_binding_mismatch";
  }

  private boolean drops(JsonNode request) {
    JsonNode binding = request.path("thinking").path("block_binding");
    return caller.batch()
        || Json.text(binding, "prefix_mismatch_behavior", "error").equals("drop_block");
  }

  private void compaction(JsonNode block) {
    String signature = Json.text(block, "signature");
    if (signature != null && signatures.check(signature, Json.text(block, "content", "")) == null) {
      throw Rejection.COMPACTION_SIGNATURE.of();
    }
  }

  private static JsonNode at(JsonNode request, String path) {
    return request.at("/" + path.replace('.', '/'));
  }
}
