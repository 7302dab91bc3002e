/** Faults that the simulator plays on request. */
@NullMarked
package dev.sluice.sim.fault;

import org.jspecify.annotations.NullMarked;
