package dev.sluice.cache.semantic;

/**
 * An entry that is near to a question and passed the guard.
 *
 * @param entry its id
 * @param similarity how near
 * @param proven whether it has earned to be served
 */
record Candidate(String entry, double similarity, boolean proven) {}
