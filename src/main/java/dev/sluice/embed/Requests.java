package dev.sluice.embed;

import dev.sluice.exchange.Call;
import dev.sluice.exchange.HeaderLines;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Requests of a program as the rest of Sluice knows them: calls without header lines. Pure. */
final class Requests {
  private Requests() {}

  /** A call with this body, whatever it is. */
  static Call call(String json) {
    Body body = Body.indexed(json.getBytes(StandardCharsets.UTF_8));
    String id = UUID.randomUUID().toString();
    return new Call(id, "POST", "/v1/messages", "", HeaderLines.NONE, body);
  }

  /**
   * The index of a Messages request.
   *
   * @throws IllegalArgumentException if the call is none
   */
  static Index index(Call call) {
    Index index = call.body().index();
    if (index == null || index.model() == null || index.messages().isEmpty()) {
      throw new IllegalArgumentException(
          "no Messages request (expected: a JSON object with a model and messages)");
    }
    return index;
  }

  /** The same request, byte for byte, but for its model. */
  static String withModel(Call call, String model) {
    return new String(call.body().withModel(model), StandardCharsets.UTF_8);
  }
}
