package dev.sluice.clients;

import java.util.Map;

/**
 * One thing that a client program is to do; the names are those of its JSON (clients/README.md).
 *
 * @param id names the answer
 * @param baseUrl where the SDK is pointed at
 * @param key the API key
 * @param mode what to call
 * @param prompt the user's message
 * @param model the model
 * @param headers further request headers
 * @param timeoutMs the SDK's time limit in milliseconds
 * @param retries the SDK's retries
 */
record Job(
    String id,
    String baseUrl,
    String key,
    String mode,
    String prompt,
    String model,
    Map<String, String> headers,
    long timeoutMs,
    int retries) {}
