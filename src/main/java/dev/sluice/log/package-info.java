/** Structured log lines on standard error, with keys masked. */
@NullMarked
package dev.sluice.log;

import org.jspecify.annotations.NullMarked;
