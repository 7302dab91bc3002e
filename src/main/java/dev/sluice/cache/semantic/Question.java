package dev.sluice.cache.semantic;

/**
 * A request that the semantic cache may answer.
 *
 * @param text the last user text
 * @param partition everything else that a reply depends on, hashed: the wall between entries
 * @param family tenant, model and system prompt, hashed: what experience is shared within
 */
record Question(String text, String partition, String family) {}
