/**
 * What was sent before: conversations, their prefixes and the gaps between their requests. Takes a
 * call, gives a turn; refuses nothing.
 */
@NullMarked
package dev.sluice.history;

import org.jspecify.annotations.NullMarked;
