/**
 * The real clients, each driven against the simulated provider directly and through the gateway.
 */
@NullMarked
package dev.sluice.clients;

import org.jspecify.annotations.NullMarked;
