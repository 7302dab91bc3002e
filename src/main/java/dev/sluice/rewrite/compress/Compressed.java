package dev.sluice.rewrite.compress;

import dev.sluice.price.Cost;

/**
 * Messages after the compressor.
 *
 * @param messages a JSON array; the very bytes that came in where nothing was to be done
 * @param removed estimated tokens that are gone
 * @param spent what the small model cost in this call
 * @param calls how often it was asked, 0 or 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Compressed(byte[] messages, long removed, Cost spent, int calls) {}
