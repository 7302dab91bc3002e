/**
 * The data folder and SQLite as the embedded store: opening, pragmas, file modes, schema versions,
 * the lock that lets one process in.
 */
@NullMarked
package dev.sluice.store;

import org.jspecify.annotations.NullMarked;
