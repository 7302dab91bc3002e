/** Texts that workloads are made of. */
@NullMarked
package dev.sluice.workload.corpus;

import org.jspecify.annotations.NullMarked;
