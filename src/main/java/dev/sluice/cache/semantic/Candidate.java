package dev.sluice.cache.semantic;

import dev.sluice.cache.semantic.trust.Trial;

/**
 * An entry that is near to a question and passed the guard.
 *
 * @param entry its id
 * @param question the number of what was asked, see {@link Trials}
 * @param trial what is counted when its reply is compared
 * @param proven whether it has earned to be served
 * @param repeated whether it is the same text, so that nothing is learned for other pairs
 */
record Candidate(String entry, long question, Trial trial, boolean proven, boolean repeated) {
  double similarity() {
    return trial.similarity();
  }
}
