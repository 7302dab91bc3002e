/** The provider's own compaction, armed on long conversations, and its blocks remembered. */
@NullMarked
package dev.sluice.rewrite.compaction;

import org.jspecify.annotations.NullMarked;
