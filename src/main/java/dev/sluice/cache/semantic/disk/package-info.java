/** One thread that writes to one database. */
@NullMarked
package dev.sluice.cache.semantic.disk;

import org.jspecify.annotations.NullMarked;
