/** What is known of how often a candidate's reply is the right one. */
@NullMarked
package dev.sluice.cache.semantic.trust;

import org.jspecify.annotations.NullMarked;
