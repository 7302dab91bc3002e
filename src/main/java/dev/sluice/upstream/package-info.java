/**
 * The upstream side: one attempt at one provider, and the relay of its reply. Pause, drain, close
 * and reset live in {@code Relay}, the only callback code. Knows Vert.x, as {@code listener} does.
 */
@NullMarked
package dev.sluice.upstream;

import org.jspecify.annotations.NullMarked;
