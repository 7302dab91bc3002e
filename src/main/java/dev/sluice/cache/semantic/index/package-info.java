/** Vectors by nearness within a partition: in this process, or in Qdrant. */
@NullMarked
package dev.sluice.cache.semantic.index;

import org.jspecify.annotations.NullMarked;
