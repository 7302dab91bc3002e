/** What the simulated models answer. */
@NullMarked
package dev.sluice.sim.answer;

import org.jspecify.annotations.NullMarked;
