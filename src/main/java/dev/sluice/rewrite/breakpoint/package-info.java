/** Breakpoints for the provider's prompt cache where the client set none. */
@NullMarked
package dev.sluice.rewrite.breakpoint;

import org.jspecify.annotations.NullMarked;
