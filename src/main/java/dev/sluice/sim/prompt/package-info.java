/** The prompt as the simulated API sees it: blocks, tokens and the prompt cache. */
@NullMarked
package dev.sluice.sim.prompt;

import org.jspecify.annotations.NullMarked;
