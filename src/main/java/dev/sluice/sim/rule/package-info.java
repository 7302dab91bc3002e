/** What the simulated API refuses, in its own words. */
@NullMarked
package dev.sluice.sim.rule;

import org.jspecify.annotations.NullMarked;
