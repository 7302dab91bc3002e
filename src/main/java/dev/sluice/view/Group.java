package dev.sluice.view;

/**
 * The sums of one group of entries.
 *
 * @param name the model, session, day and so on; empty where entries have none
 * @param totals its sums
 */
public record Group(String name, Totals totals) {}
