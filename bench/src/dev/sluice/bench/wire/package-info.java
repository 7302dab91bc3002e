/**
 * What the mock and the load agree on: HTTP on the wire, the replies that can be asked for, the
 * bodies.
 */
package dev.sluice.bench.wire;
