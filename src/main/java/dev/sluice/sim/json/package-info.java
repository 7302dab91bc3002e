/** The simulator's own reading and writing of JSON. */
@NullMarked
package dev.sluice.sim.json;

import org.jspecify.annotations.NullMarked;
