/** SQLite as the embedded store: opening, pragmas, file modes, schema versions. */
@NullMarked
package dev.sluice.store;

import org.jspecify.annotations.NullMarked;
