/**
 * The checks of {@code sluice doctor}: each says whether it is well, and if not, how to mend it.
 */
@NullMarked
package dev.sluice.cli.doctor;

import org.jspecify.annotations.NullMarked;
