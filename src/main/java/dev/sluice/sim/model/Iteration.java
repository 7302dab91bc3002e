package dev.sluice.sim.model;

/**
 * One sampling pass inside a call, as {@code usage.iterations} lists it.
 *
 * @param type {@code message}, {@code compaction} or {@code advisor_message}
 * @param model the model that is billed for it
 */
public record Iteration(String type, String model, Tokens tokens) {}
