/**
 * Changes to requests before they are sent. Takes a draft, gives splices and what they claim to
 * save; refuses nothing.
 */
@NullMarked
package dev.sluice.rewrite;

import org.jspecify.annotations.NullMarked;
