/**
 * The yardstick: a mock provider, a load generator and the race of the gateway beside nginx.
 *
 * <p>Takes a built tree; gives figures with the goals beside them. Two processes: the mock has one
 * of its own, so that "direct" has a CPU figure; everything else, the load included, is the other.
 * Nothing here is part of the gateway, and the gateway knows nothing of it.
 */
package dev.sluice.bench;
