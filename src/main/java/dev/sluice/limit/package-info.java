/** Limits on what a request may cost the gateway: sizes, times, requests under way. */
@NullMarked
package dev.sluice.limit;

import org.jspecify.annotations.NullMarked;
