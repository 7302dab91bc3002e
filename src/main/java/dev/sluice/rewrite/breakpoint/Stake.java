package dev.sluice.rewrite.breakpoint;

/**
 * What a request that goes out is thought to cost more because of its markers.
 *
 * @param program whose it is
 * @param premium in tokens of fresh input
 * @param trial whether nothing speaks for it but a belief
 */
record Stake(Program program, double premium, boolean trial) {}
