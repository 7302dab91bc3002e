package dev.sluice.embed;

import java.io.IOException;

/**
 * How a program reaches the Messages API: a function from a request to its reply. Called on the
 * thread that needs the reply, or on a virtual thread where there is a time limit.
 */
@FunctionalInterface
public interface Model {

  /**
   * Sends a request and waits for the whole reply.
   *
   * @param request a Messages request as JSON
   * @return the body of the reply, an error envelope included: one JSON message or, where the
   *     request asks for a stream, its events
   * @throws IOException when no reply came
   * @throws InterruptedException when the thread was interrupted while it waited
   */
  String answer(String request) throws IOException, InterruptedException;
}
