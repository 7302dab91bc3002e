/** Texts as vectors: a small model in this process, or an endpoint. */
@NullMarked
package dev.sluice.cache.semantic.embed;

import org.jspecify.annotations.NullMarked;
