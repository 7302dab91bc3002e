/**
 * What rewrites remember of conversations, in memory and in the data folder: bytes by a hash of the
 * messages that led to them.
 */
@NullMarked
package dev.sluice.rewrite.memory;

import org.jspecify.annotations.NullMarked;
