package dev.sluice.sim.rule;

import dev.sluice.sim.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A refusal on its way to the caller; carries no stack trace. */
public final class Rejected extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String type;
  private final @Nullable String code;
  private final transient @Nullable ObjectNode details;

  Rejected(
      int status,
      String type,
      String message,
      @Nullable String code,
      @Nullable ObjectNode details) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
    this.code = code;
    this.details = details;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The {@code error.type}. */
  public String type() {
    return type;
  }

  /** The {@code error} object of the reply. */
  public ObjectNode error() {
    ObjectNode error = Json.object().put("type", type).put("message", getMessage());
    if (code != null) {
      ObjectNode node = details == null ? Json.object() : details.deepCopy();
      error.set("details", node.put("error_code", code));
    }
    return error;
  }
}
