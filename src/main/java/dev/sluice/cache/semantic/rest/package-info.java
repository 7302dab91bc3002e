/** JSON over HTTP to a service beside the gateway. */
@NullMarked
package dev.sluice.cache.semantic.rest;

import org.jspecify.annotations.NullMarked;
