/** Rules that send fewer tokens, each decided once a block and repeated with the same bytes. */
@NullMarked
package dev.sluice.rewrite.reduce;

import org.jspecify.annotations.NullMarked;
