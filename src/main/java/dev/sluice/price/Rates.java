package dev.sluice.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Prices of one model's tokens in US dollars per million, by bucket. A price that was never
 * published is null: tokens that need it are unpriced.
 *
 * @param input fresh input
 * @param cacheWrite5m input written to the prompt cache for 5 minutes
 * @param cacheWrite1h input written to the prompt cache for 1 hour
 * @param cacheRead input read from the prompt cache
 * @param output output, thinking included
 */
public record Rates(
    @Nullable BigDecimal input,
    @Nullable BigDecimal cacheWrite5m,
    @Nullable BigDecimal cacheWrite1h,
    @Nullable BigDecimal cacheRead,
    @Nullable BigDecimal output) {}
