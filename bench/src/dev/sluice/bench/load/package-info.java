/**
 * The load generator: takes a plan, gives a tally.
 *
 * <p>All of it lives on one event loop; only {@code Load} is called from outside.
 */
package dev.sluice.bench.load;
