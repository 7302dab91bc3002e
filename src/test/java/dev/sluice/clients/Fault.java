package dev.sluice.clients;

/**
 * What the simulated provider does wrong.
 *
 * @param name names it in reports
 * @param spelling how the control API spells it: a name with arguments, or JSON
 * @param times how many requests it strikes, negative for all
 */
record Fault(String name, String spelling, int times) {
  static final Fault NONE = new Fault("", "", 0);

  /** A fault by name. */
  static Fault of(String name) {
    return new Fault(name, name, -1);
  }

  /** A status with the error body that the provider has for it. */
  static Fault status(int status) {
    return new Fault(String.valueOf(status), "status;status=" + status, -1);
  }

  /** An error whose details name a code: the newer SDKs choose their exception by it. */
  static Fault detailed(int status, String code) {
    String json =
        """
        {"kind": "status", "status": %d, "headers": {"request-id": "req_test"}, "body": {
          "type": "error", "request_id": "req_test", "error": {
            "type": "invalid_request_error", "message": "Nö.", "details": {"error_code": "%s"}}}}
        """
            .formatted(status, code);
    return new Fault(status + " " + code, json, -1);
  }

  /** The same with an argument, such as a header that says when to come again. */
  Fault with(String argument, String value) {
    String more = argument + "=" + value;
    return new Fault(name + " " + more, spelling + ";" + more, times);
  }

  /** The same, for the first request only. */
  Fault once() {
    return new Fault(name + " once", spelling, 1);
  }

  /** Whether the client hears nothing at all until its own time limit. */
  boolean silent() {
    return spelling.startsWith("stall-before");
  }

  /** The rule that strikes requests whose body holds {@code text}. */
  String rule(String text) {
    String fault = spelling.startsWith("{") ? spelling : "\"" + spelling + "\"";
    return """
    {"match": {"contains": "%s"}, "times": %d, "fault": %s}
    """
        .formatted(text, times, fault);
  }

  @Override
  public String toString() {
    return name;
  }
}
