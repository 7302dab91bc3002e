/**
 * Sluice: the gateway between agents and Claude. {@code Main} is the command line, {@code Gateway}
 * the path of a request, {@code Wiring} the one place that constructs the stages.
 */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
