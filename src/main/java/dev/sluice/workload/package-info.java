/**
 * Programs that use the API as agents do, replayed against the simulated provider with and without
 * Sluice: what {@code sluice bench savings} shows. A workload is one class and one line in {@link
 * dev.sluice.workload.Workloads}.
 */
@NullMarked
package dev.sluice.workload;

import org.jspecify.annotations.NullMarked;
