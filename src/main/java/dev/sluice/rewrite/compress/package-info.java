/**
 * The context compressor: old turns of a long conversation as facts that a small model wrote, for
 * models whose provider does not compact.
 */
@NullMarked
package dev.sluice.rewrite.compress;

import org.jspecify.annotations.NullMarked;
