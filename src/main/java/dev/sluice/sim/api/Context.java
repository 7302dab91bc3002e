package dev.sluice.sim.api;

import dev.sluice.sim.answer.Answer;
import dev.sluice.sim.answer.Answers;
import dev.sluice.sim.answer.Asked;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.prompt.Prompt;
import tools.jackson.databind.JsonNode;

/**
 * What the server itself does to the context before the model reads it.
 *
 * @param prompt what the model reads
 */
record Context(Prompt prompt) {

  static Context of(JsonNode request, Prompt sent, SimModel model, Caller caller) {
    return new Context(sent);
  }

  Answer answer(Asked asked, Answers answers) {
    return answers.answer(asked);
  }

  Outcome finish(Outcome outcome) {
    return outcome;
  }
}
