/**
 * The exact cache. Takes a call, gives a hit (a stored reply) or a lease to keep the coming reply.
 * Fails open: a broken store is a miss.
 */
@NullMarked
package dev.sluice.cache;

import org.jspecify.annotations.NullMarked;
