package dev.sluice.cache;

/** How a reply's bytes are to be read. */
public enum Form {
  /** One JSON message. */
  JSON,
  /** An event stream. */
  SSE
}
