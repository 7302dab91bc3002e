package dev.sluice.sim;

import dev.sluice.log.Log;
import dev.sluice.sim.api.Batches;
import dev.sluice.sim.api.MessageApi;
import dev.sluice.sim.api.World;
import dev.sluice.sim.fault.Fault;
import dev.sluice.sim.fault.FaultReader;
import dev.sluice.sim.fault.Faults;
import dev.sluice.sim.rule.Caller;
import dev.sluice.sim.rule.Rejected;
import dev.sluice.sim.rule.Rejection;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes every request in, finds the fault that strikes it and the endpoint that answers it. Shared
 * by all event loops.
 */
final class Endpoints implements AutoCloseable {
  private static final Log LOG = Log.of("sim");
  private static final String CONTROL = "/__sim/";
  private static final String HTML =
      "<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad"
          + " Gateway</h1></body></html>";

  private final Vertx vertx;
  private final World world;
  private final Faults faults = new Faults();
  private final RequestLog log;
  private final Control control;
  private final Credentials credentials;
  private final RateHeaders rates;
  private final Routes routes;

  Endpoints(Vertx vertx, SimOptions options) {
    this.vertx = vertx;
    world = new World(options.seed());
    log = new RequestLog(options.keepRequests());
    MessageApi api = new MessageApi(world);
    Batches batches = new Batches(world, api);
    control = new Control(world, faults, log, batches);
    credentials = new Credentials(world.accounts());
    rates = new RateHeaders(world);
    routes = new Routes(world, api, batches);
  }

  /** Takes a request in. */
  void accept(HttpServerRequest request) {
    String id = world.ids().next("req_");
    Seen seen = new Seen(id, request.method().name(), request.uri(), headers(request));
    Visit visit = new Visit(vertx, request, seen, id, pace(request));
    if (visit.path().startsWith(CONTROL)) {
      read(visit, () -> control.answer(visit));
      return;
    }
    log.add(seen);
    if (routes.streams(visit)) {
      guarded(visit, () -> upload(visit));
    } else {
      read(visit, () -> strike(visit));
    }
  }

  /** An upload is not read before its fault is known; with one, it is read like any body. */
  private void upload(Visit visit) {
    Fault fault = fault(visit);
    if (fault == null) {
      answer(visit);
    } else {
      read(visit, () -> strike(visit, fault));
    }
  }

  @Override
  public void close() {
    routes.close();
  }

  private Pace pace(HttpServerRequest request) {
    String asked = request.getHeader("x-sim-pace");
    return asked == null ? control.pace() : Pace.named(asked, control.pace());
  }

  private void read(Visit visit, Runnable then) {
    HttpServerRequest request = visit.request();
    Buffer body = Buffer.buffer();
    long most = routes.mostBytes(visit);
    request.handler(chunk -> {
      if (body.length() <= most) {
        body.appendBuffer(chunk);
      }
    });
    request.endHandler(_ -> {
      byte[] bytes = body.getBytes();
      visit.body(bytes);
      visit.seen().body(bytes, sha256(bytes));
      guarded(
          visit,
          () -> {
            if (bytes.length > most) {
              throw Rejection.TOO_LARGE.of();
            }
            then.run();
          });
    });
  }

  private void strike(Visit visit) {
    strike(visit, fault(visit));
  }

  private void strike(Visit visit, @Nullable Fault fault) {
    visit.fault(fault);
    switch (fault) {
      case Fault.Status(int status, Map<String, String> headers, String text) ->
          status(visit, status, headers, text);
      case Fault.ErrorEvent(int _, String type, String message) when !streams(visit) ->
          visit.reject(Rejection.simulated(statusOf(type), message));
      case Fault.Garbage(Fault.Junk junk) when junk == Fault.Junk.HTML_200 ->
          visit.bytes(200, "text/html", Buffer.buffer(HTML));
      case Fault.Reset(Fault.Place place, int _) when place == Fault.Place.BEFORE_HEADERS ->
          visit.reset("fault: reset before headers");
      case Fault.Stall(Fault.Place place, int _, long millis)
          when place == Fault.Place.BEFORE_HEADERS -> {
        visit.fault(null);
        visit.later(millis, () -> guarded(visit, () -> answer(visit)));
      }
      case null, default -> answer(visit);
    }
  }

  private void answer(Visit visit) {
    if (routes.open(visit)) {
      routes.answerOpen(visit);
      return;
    }
    Caller caller = credentials.identify(visit.request().headers());
    rates.add(caller, visit.response().headers());
    routes.answer(visit, caller);
  }

  private @Nullable Fault fault(Visit visit) {
    String asked = visit.request().getHeader("x-sim-fault");
    if (asked != null && !asked.isBlank()) {
      return FaultReader.named(asked);
    }
    if (!faults.any()) {
      return null;
    }
    return faults.take(visit.path(), new String(visit.body(), StandardCharsets.UTF_8));
  }

  private static boolean streams(Visit visit) {
    String body = new String(visit.body(), StandardCharsets.UTF_8);
    return body.replace(" ", "").contains("\"stream\":true");
  }

  private static void status(
      Visit visit, int status, Map<String, String> headers, @Nullable String body) {
    headers.forEach(visit.response()::putHeader);
    if (body != null) {
      String type = body.startsWith("{") ? "application/json" : "text/plain";
      visit.bytes(status, type, Buffer.buffer(body));
      return;
    }
    visit.reject(Rejection.simulated(status, wording(status)));
  }

  private static String wording(int status) {
    return switch (status) {
      case 401 -> "invalid x-api-key";
      case 402 -> "Your credit balance is too low to access the Anthropic API.";
      case 403 -> "Your API key does not have permission to use the specified resource.";
      case 404 -> "The requested resource could not be found.";
      case 429 -> "This request would exceed your organization's rate limit.";
      case 500 -> "Internal server error";
      case 529 -> "Overloaded";
      default -> "Simulated fault with status " + status;
    };
  }

  private static int statusOf(String type) {
    return switch (type) {
      case "overloaded_error" -> 529;
      case "rate_limit_error" -> 429;
      case "invalid_request_error" -> 400;
      default -> 500;
    };
  }

  /** Runs {@code step}; a refusal or a failure of ours becomes the reply. */
  private static void guarded(Visit visit, Runnable step) {
    try {
      step.run();
    } catch (Rejected rejected) {
      visit.reject(rejected);
    } catch (IllegalArgumentException wrong) {
      visit.reject(Rejection.simulated(400, String.valueOf(wrong.getMessage())));
    } catch (RuntimeException bug) {
      LOG.error("the simulator failed", "request", visit.requestId(), "error", bug);
      visit.reject(Rejection.simulated(500, "The simulator failed: " + bug));
    }
  }

  private static List<Map.Entry<String, String>> headers(HttpServerRequest request) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(24);
    for (Map.Entry<String, String> header : request.headers()) {
      headers.add(Map.entry(header.getKey(), header.getValue()));
    }
    return headers;
  }

  private static byte[] sha256(byte[] bytes) {
    return digest().digest(bytes);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
