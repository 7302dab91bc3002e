package dev.sluice.view;

/**
 * What the gateway knows of itself beside its exchanges, for {@code /proxy/stats} and metrics.
 *
 * @param port where it listens
 * @param upstream the default upstream's address
 * @param dailyAlertUsd the day's cost above which it says so, in US dollars
 * @param cacheOn whether the exact cache is on
 * @param cacheEntries replies in it
 * @param cacheBytes their bytes
 * @param ledgerWritten entries durably written
 * @param ledgerDropped entries lost
 */
public record GatewayFacts(
    int port,
    String upstream,
    double dailyAlertUsd,
    boolean cacheOn,
    long cacheEntries,
    long cacheBytes,
    long ledgerWritten,
    long ledgerDropped) {}
