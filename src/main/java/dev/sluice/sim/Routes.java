package dev.sluice.sim;

import dev.sluice.sim.api.Batches;
import dev.sluice.sim.api.MessageApi;
import dev.sluice.sim.api.World;
import dev.sluice.sim.rule.Caller;
import dev.sluice.sim.rule.Rejection;

/** Which endpoint answers which path. */
final class Routes implements AutoCloseable {
  private static final String BATCHES = "/v1/messages/batches";
  private static final String FILES = "/v1/files";
  private static final String MODELS = "/v1/models";

  private final MessagesEndpoint messages;
  private final BatchesEndpoint batches;
  private final FilesEndpoint files;

  Routes(World world, MessageApi api, Batches batches) {
    this.messages = new MessagesEndpoint(api);
    this.batches = new BatchesEndpoint(batches);
    this.files = new FilesEndpoint(world);
  }

  /** Whether the endpoint reads the body itself, because it may be huge. */
  boolean streams(Visit visit) {
    return visit.method().equals("POST") && visit.path().equals(FILES);
  }

  /** The most bytes that the body may have. */
  long mostBytes(Visit visit) {
    boolean large = visit.path().startsWith(BATCHES) || visit.path().equals(FILES);
    return large ? BatchesEndpoint.MOST : Bodies.MOST;
  }

  /** Whether a path is open to anybody. */
  boolean open(Visit visit) {
    return !visit.path().startsWith("/v1/");
  }

  /** Answers a request to an open path. */
  void answerOpen(Visit visit) {
    boolean head = visit.method().equals("HEAD");
    if (head && (visit.path().equals("/api/hello") || visit.path().equals("/"))) {
      visit.head(200, "application/json");
      visit.end("complete");
      visit.response().end();
      return;
    }
    throw Rejection.NO_ROUTE.of();
  }

  /** Answers a request of {@code caller}. */
  void answer(Visit visit, Caller caller) {
    String path = visit.path();
    if (streams(visit)) {
      files.upload(visit, caller);
    } else if (path.startsWith(BATCHES)) {
      batches.answer(visit, caller, path.substring(BATCHES.length()));
    } else if (path.startsWith(FILES)) {
      files.answer(visit, caller, path.substring(FILES.length()));
    } else if (visit.method().equals("GET") && path.startsWith(MODELS)) {
      ModelsEndpoint.answer(visit, path.substring(MODELS.length()));
    } else if (SessionsEndpoint.is(path)) {
      SessionsEndpoint.answer(visit);
    } else {
      messages(visit, caller, path);
    }
  }

  @Override
  public void close() {
    files.close();
  }

  private void messages(Visit visit, Caller caller, String path) {
    boolean create = path.equals("/v1/messages");
    if (!create && !path.equals("/v1/messages/count_tokens")) {
      throw Rejection.NO_ROUTE.of();
    }
    if (!visit.method().equals("POST")) {
      throw Rejection.BAD_METHOD.of();
    }
    if (create) {
      messages.create(visit, caller);
    } else {
      messages.count(visit, caller);
    }
  }
}
