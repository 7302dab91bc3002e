package dev.sluice.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Who is calling.
 *
 * @param tenant the wall between callers: replies and sessions are never shared across it. The name
 *     of the Sluice key, or an HMAC of the client's own credentials under this installation's
 *     secret
 * @param key the name of the Sluice key that was shown, null when the client's own credentials pass
 *     through
 */
public record Caller(String tenant, @Nullable String key) {}
