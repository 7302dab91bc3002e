/** Prices are data. Takes a model and a usage, gives integer nano-dollars or "unpriced". */
@NullMarked
package dev.sluice.price;

import org.jspecify.annotations.NullMarked;
