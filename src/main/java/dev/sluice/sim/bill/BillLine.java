package dev.sluice.sim.bill;

import dev.sluice.sim.model.Spend;
import java.time.Instant;

/**
 * What one call cost.
 *
 * @param request the request id
 * @param message the message id
 * @param at when it began, by the simulator's clock
 * @param workspace who is billed
 * @param ended how it ended
 * @param nanoDollars the price
 */
public record BillLine(
    String request,
    String message,
    Instant at,
    String workspace,
    Spend spend,
    String ended,
    long nanoDollars) {}
