/**
 * The sample agents of {@code sluice demo}: small programs that use the API as agents do, and know
 * nothing of Sluice but an address.
 */
@NullMarked
package dev.sluice.cli.demo;

import org.jspecify.annotations.NullMarked;
