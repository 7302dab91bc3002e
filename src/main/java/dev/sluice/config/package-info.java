/**
 * Reads the configuration: YAML, environment and flags into a tree of records, every problem with
 * its place. Knows no stage; the records live beside the features that they configure.
 */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
