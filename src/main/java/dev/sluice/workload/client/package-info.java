/**
 * What the programs of the workloads are made of: a plain client of the Messages API, a
 * conversation, and texts that look like code, logs and prose. Knows nothing of Sluice but an
 * address.
 */
@NullMarked
package dev.sluice.workload.client;

import org.jspecify.annotations.NullMarked;
