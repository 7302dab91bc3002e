/** The simulated API itself, without sockets: a request in, a reply and its price out. */
@NullMarked
package dev.sluice.sim.api;

import org.jspecify.annotations.NullMarked;
