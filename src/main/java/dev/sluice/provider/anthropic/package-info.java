/** The Anthropic Messages dialect: what its requests and replies mean. */
@NullMarked
package dev.sluice.provider.anthropic;

import org.jspecify.annotations.NullMarked;
