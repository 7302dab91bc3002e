package dev.sluice.cache.semantic;

/**
 * An entry that is near to a question and passed the guard.
 *
 * @param entry its id
 * @param similarity how near
 * @param proven whether it has earned to be served
 * @param repeated whether it is the same text, so that nothing is learned for other pairs
 */
record Candidate(String entry, double similarity, boolean proven, boolean repeated) {}
