/**
 * Every exchange ends in exactly one ledger entry. Takes entries, keeps them durably; never stops
 * traffic: a full disk drops entries and counts them.
 */
@NullMarked
package dev.sluice.ledger;

import org.jspecify.annotations.NullMarked;
