package dev.sluice.view;

/**
 * One break of the provider's prompt cache.
 *
 * @param turn which request of its conversation it was, from 1, among those that were asked for
 * @param kind the kind, as in the ledger
 * @param tokens tokens that were paid for again
 * @param nanos what that cost, as far as prices are known
 */
public record BreakAt(long turn, String kind, long tokens, long nanos) {}
