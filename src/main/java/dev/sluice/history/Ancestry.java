package dev.sluice.history;

import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from.
 *
 * @param session its session, perhaps a new one
 * @param past the request before it, null when it begins a conversation
 */
record Ancestry(SessionMark session, @Nullable Remembered past) {}
