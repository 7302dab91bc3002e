/** What the simulated provider charges. */
@NullMarked
package dev.sluice.sim.bill;

import org.jspecify.annotations.NullMarked;
