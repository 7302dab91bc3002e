/** What the simulator knows of each model: limits, rules and prices. */
@NullMarked
package dev.sluice.sim.model;

import org.jspecify.annotations.NullMarked;
