/** Replies to requests that mean the same. Serves only what has proved right. */
@NullMarked
package dev.sluice.cache.semantic;

import org.jspecify.annotations.NullMarked;
