package dev.sluice.sim.api;

/**
 * One event of a stream as bytes.
 *
 * @param bytes the event with its blank line; not to be changed
 * @param tokens the output tokens that it brings
 */
@SuppressWarnings("ArrayRecordComponent")
public record SseEvent(byte[] bytes, int tokens) {}
