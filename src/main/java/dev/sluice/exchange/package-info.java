/**
 * The words that the stages share: call, caller, session, attempt, refusal, ending. Values only, no
 * I/O.
 */
@NullMarked
package dev.sluice.exchange;

import org.jspecify.annotations.NullMarked;
