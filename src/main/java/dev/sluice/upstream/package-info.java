/**
 * The upstream side: one attempt at one provider, and the relay of its reply. Pause, drain, close
 * and reset live in {@code Relay}, the only callback code. The other package that knows Vert.x.
 */
@NullMarked
package dev.sluice.upstream;

import org.jspecify.annotations.NullMarked;
