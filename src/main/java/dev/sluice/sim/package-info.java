/**
 * The simulated provider. Bills as the real API does and shares no code with the mechanisms that it
 * judges.
 */
@NullMarked
package dev.sluice.sim;

import org.jspecify.annotations.NullMarked;
