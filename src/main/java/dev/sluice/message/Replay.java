package dev.sluice.message;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Turns a whole Anthropic message into the event stream that would have carried it, and back (spec
 * anthropic-api sections 4 to 4.2). Works on raw JSON text: unknown fields survive, numbers and
 * escapes keep their form, and a tool's input keeps its very bytes, as the provider's prompt cache
 * depends on them. Pure; never throws.
 */
public final class Replay {
  private Replay() {}

  /**
   * The event stream of a message.
   *
   * @param message the JSON text of a complete message
   * @return the stream, null if the bytes are no message
   */
  public static byte @Nullable [] stream(byte[] message) {
    try {
      return new StreamFromMessage().stream(message);
    } catch (JacksonException | NotConvertible e) {
      return null;
    }
  }

  /**
   * The message that a stream carries.
   *
   * @param stream a complete event stream
   * @return the JSON text, null if the stream is cut, has failed, or says something that a message
   *     cannot hold
   */
  public static byte @Nullable [] message(byte[] stream) {
    try {
      return new MessageFromStream().message(stream);
    } catch (JacksonException | NotConvertible e) {
      return null;
    }
  }

  /** The bytes cannot be converted. Has no trace: it only says so. */
  static final class NotConvertible extends RuntimeException {
    NotConvertible(String reason) {
      super(reason, null, false, false);
    }
  }
}
