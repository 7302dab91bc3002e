package dev.sluice.ledger;

/**
 * Keeps ledger entries. Safe for any thread.
 *
 * <p>{@link #record} never blocks and never throws: when the store is full, locked or broken the
 * entry is dropped, {@link #dropped} rises and traffic goes on.
 */
public interface Ledger extends AutoCloseable {

  /** Takes an entry; it is durable within 100 ms unless it is dropped. */
  void record(LedgerEntry entry);

  /** Waits until everything recorded before this call is durable or dropped. */
  void flush();

  /** Entries durably written since this process started. */
  long written();

  /** Entries lost since this process started. */
  long dropped();

  /** Flushes and closes the store. */
  @Override
  void close();
}
