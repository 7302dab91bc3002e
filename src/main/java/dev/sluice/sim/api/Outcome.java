package dev.sluice.sim.api;

import dev.sluice.sim.answer.Answer;
import dev.sluice.sim.model.Spend;
import dev.sluice.sim.prompt.CachePlan;
import dev.sluice.sim.rule.Caller;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call that was accepted: everything its reply says, and what remains to be done when the reply
 * begins and when it has ended.
 *
 * @param request the request, with the thread's history when it continues one
 * @param caller who asked
 * @param id the message id
 * @param answer what the model said
 * @param spend what it used
 * @param plan the cache entries to publish when the reply begins
 * @param start when the request came, by the simulator's clock
 * @param early reply members that a stream has in message_start, such as diagnostics
 * @param late reply members that a stream has in message_delta, such as context_management
 * @param delayMillis how long the model takes, as a script says
 */
public record Outcome(
    JsonNode request,
    Caller caller,
    String id,
    Answer answer,
    Spend spend,
    CachePlan plan,
    Instant start,
    ObjectNode early,
    ObjectNode late,
    long delayMillis) {}
