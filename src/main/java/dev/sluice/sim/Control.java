package dev.sluice.sim;

import dev.sluice.sim.api.Accounts;
import dev.sluice.sim.api.Batches;
import dev.sluice.sim.api.World;
import dev.sluice.sim.fault.Faults;
import dev.sluice.sim.json.Json;
import dev.sluice.sim.rule.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The control API under {@code /__sim/}. Pages in a browser are refused; everybody else who can
 * reach the socket may use it. Safe for any thread.
 */
final class Control {
  private static final Pattern SPAN = Pattern.compile("(-?\\d+)\\s*(ms|s|m|h|d)");

  private final World world;
  private final Faults faults;
  private final RequestLog log;
  private final Batches batches;
  private volatile Pace pace = Pace.AT_ONCE;

  Control(World world, Faults faults, RequestLog log, Batches batches) {
    this.batches = batches;
    this.world = world;
    this.faults = faults;
    this.log = log;
  }

  /** The pace of replies that did not ask for one. */
  Pace pace() {
    return pace;
  }

  /** Answers a request to {@code /__sim/}; bad input throws {@link IllegalArgumentException}. */
  void answer(Visit visit) {
    if (visit.request().getHeader("origin") != null) {
      throw Rejection.simulated(403, "The control API is not for browsers.");
    }
    String call = visit.method() + " " + visit.path();
    JsonNode body = visit.body().length == 0 ? Json.object() : Bodies.json(visit);
    visit.json(200, reply(visit, call, body));
  }

  private JsonNode reply(Visit visit, String call, JsonNode body) {
    return switch (call) {
      case "GET /__sim/" -> ControlHelp.json();
      case "GET /__sim/bill" -> world.bill().json(!"false".equals(visit.parameter("lines")));
      case "POST /__sim/reset" -> reset();
      case "GET /__sim/clock" -> clock();
      case "POST /__sim/clock" -> move(body);
      case "POST /__sim/faults" -> faults(body);
      case "DELETE /__sim/faults" -> {
        faults.clear();
        yield done();
      }
      case "POST /__sim/answers" -> answers(body);
      case "DELETE /__sim/answers" -> {
        world.scripts().clear();
        yield done();
      }
      case "GET /__sim/requests" -> requests(visit);
      case "GET /__sim/pace" -> pace.json();
      case "POST /__sim/pace" -> {
        pace = Pace.read(body, pace);
        yield pace.json();
      }
      case "POST /__sim/misses" -> {
        world.cache().missRate(body.path("rate").asDouble(0));
        yield done();
      }
      case "POST /__sim/batches" -> {
        batches.processing(Duration.ofMillis(Json.number(body, "processingMs", 0)));
        yield done();
      }
      case "POST /__sim/accounts" -> account(body);
      default -> throw Rejection.NO_ROUTE.of();
    };
  }

  private ObjectNode reset() {
    world.reset();
    faults.clear();
    batches.clear();
    log.clear();
    pace = Pace.AT_ONCE;
    return done();
  }

  private ObjectNode clock() {
    return Json.object().put("now", world.clock().instant().toString());
  }

  private ObjectNode move(JsonNode body) {
    String advance = Json.text(body, "advance");
    String set = Json.text(body, "set");
    if (advance != null) {
      world.clock().advance(duration(advance));
    } else if (set != null) {
      world.clock().set(instant(set));
    } else {
      throw new IllegalArgumentException("clock: expected {\"advance\": …} or {\"set\": …}");
    }
    return clock();
  }

  private ObjectNode faults(JsonNode body) {
    JsonNode rules = body.path("rules");
    if (rules.isArray()) {
      rules.forEach(faults::add);
    } else {
      faults.add(body);
    }
    return done();
  }

  private ObjectNode answers(JsonNode body) {
    JsonNode list = body.path("answers");
    if (list.isArray()) {
      list.forEach(world.scripts()::add);
    } else {
      world.scripts().add(body);
    }
    return done();
  }

  private ObjectNode requests(Visit visit) {
    ObjectNode node = Json.object().put("count", log.count());
    node.set("requests", log.json(visit.parameter("limit", 100)));
    return node;
  }

  private ObjectNode account(JsonNode body) {
    String credential = Json.text(body, "credential");
    if (credential == null) {
      throw Rejection.REQUIRED.of("credential");
    }
    Accounts.Place old = world.accounts().of(credential);
    world
        .accounts()
        .put(
            credential,
            new Accounts.Place(
                Json.text(body, "workspace", old.workspace()),
                Json.text(body, "organization", old.organization())));
    return done();
  }

  private static ObjectNode done() {
    return Json.object().put("ok", true);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw new IllegalArgumentException("clock.set: \"" + text + "\" (expected: RFC 3339)");
    }
  }

  private static Duration duration(String text) {
    Matcher matcher = SPAN.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "clock.advance: \"" + text + "\" (expected: a number with ms, s, m, h or d)");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
