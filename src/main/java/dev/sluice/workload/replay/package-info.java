/**
 * Replays a program against a fresh simulated provider, directly or through a gateway in this
 * process, and takes down what the provider billed and what the ledger says.
 */
@NullMarked
package dev.sluice.workload.replay;

import org.jspecify.annotations.NullMarked;
