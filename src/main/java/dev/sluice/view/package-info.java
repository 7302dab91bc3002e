/**
 * Read-only questions over ledger and gateway, for the command line, /proxy/stats and dashboards.
 */
@NullMarked
package dev.sluice.view;

import org.jspecify.annotations.NullMarked;
