/**
 * The words on the wire: a request body with its index, splices, the SSE scanner, usage. Pure
 * functions and values; no I/O, no knowledge of any stage.
 */
@NullMarked
package dev.sluice.message;

import org.jspecify.annotations.NullMarked;
