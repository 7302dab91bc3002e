/**
 * Which model a request needs: deterministic rules first, a small classifier where they are not
 * sure.
 */
@NullMarked
package dev.sluice.route.tier;

import org.jspecify.annotations.NullMarked;
