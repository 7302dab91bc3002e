package dev.sluice.workload;

/** Is told how a bench goes on. Calls may come from several threads. */
public interface Progress {
  /** Tells nobody. */
  Progress SILENT =
      new Progress() {
        @Override
        public void began(String workload, String run) {}

        @Override
        public void called() {}

        @Override
        public void ended(Outcome outcome) {}
      };

  /** A run begins. */
  void began(String workload, String run);

  /** A call of it has ended. */
  void called();

  /** A workload has been played in all its variants. */
  void ended(Outcome outcome);
}
