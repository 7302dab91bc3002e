package dev.sluice.exchange;

/** Carries a refusal up the path to the one place that answers it. Has no stack trace. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public Refused(Refusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  /** What to answer. */
  public Refusal refusal() {
    return refusal;
  }
}
