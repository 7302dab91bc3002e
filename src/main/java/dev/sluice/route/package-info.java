/** Plans the attempts: which providers may answer a model name, in which order. */
@NullMarked
package dev.sluice.route;

import org.jspecify.annotations.NullMarked;
