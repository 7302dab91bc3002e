/**
 * What Sluice knows of the providers: their configuration and, a folder a dialect, how to read
 * their replies.
 */
@NullMarked
package dev.sluice.provider;

import org.jspecify.annotations.NullMarked;
