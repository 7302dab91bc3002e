/** The mock provider: a process that answers with fixed messages and event streams. */
package dev.sluice.bench.mock;
