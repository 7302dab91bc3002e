package dev.sluice.embed;

import dev.sluice.exchange.ModelClient;
import dev.sluice.provider.anthropic.ReplyText;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The program's function as the client that mechanisms ask. Each request runs on a virtual thread
 * of its own, which is interrupted when its time is over.
 */
final class SmallModel implements ModelClient {
  private final Model model;

  SmallModel(Model model) {
    this.model = model;
  }

  @Override
  public Answer ask(Ask ask) throws AskFailed {
    String request = new String(ask.body(), StandardCharsets.UTF_8);
    FutureTask<String> task = new FutureTask<>(() -> model.answer(request));
    Thread.ofVirtual().name("sluice-small-model").start(task);
    try {
      return answer(Received.of(task.get(ask.timeout().toNanos(), TimeUnit.NANOSECONDS)));
    } catch (TimeoutException e) {
      throw new AskFailed("no reply within " + ask.timeout());
    } catch (ExecutionException e) {
      throw new AskFailed(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AskFailed("interrupted");
    } finally {
      task.cancel(true);
    }
  }

  private static Answer answer(Received reply) throws AskFailed {
    String model = reply.facts().model();
    if (!reply.complete() || model == null) {
      String error = reply.facts().errorType();
      throw new AskFailed(error == null ? "no whole message came back" : error);
    }
    return new Answer(model, ReplyText.of(reply.bytes()), reply.facts().usage());
  }
}
