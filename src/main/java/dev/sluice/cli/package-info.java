/** The commands a user types, one class each. */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
