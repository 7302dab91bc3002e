/** What two questions must share beside their meaning, word by word. */
@NullMarked
package dev.sluice.cache.semantic.guard;

import org.jspecify.annotations.NullMarked;
