/** What every command speaks through: streams, exit codes, failures, tables and JSON. */
@NullMarked
package dev.sluice.cli.terminal;

import org.jspecify.annotations.NullMarked;
