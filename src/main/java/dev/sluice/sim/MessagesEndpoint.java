package dev.sluice.sim;

import dev.sluice.sim.api.MessageApi;
import dev.sluice.sim.api.MessageJson;
import dev.sluice.sim.api.Outcome;
import dev.sluice.sim.api.SseEvent;
import dev.sluice.sim.api.SseEvents;
import dev.sluice.sim.fault.Fault;
import dev.sluice.sim.json.Json;
import dev.sluice.sim.model.SimModel;
import dev.sluice.sim.model.SimModels;
import dev.sluice.sim.rule.Caller;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/messages} and {@code /v1/messages/count_tokens} over a socket. */
final class MessagesEndpoint {
  private static final long WHOLE_TOKENS_A_SECOND_MILLIS = 1_000;

  private final MessageApi api;

  MessagesEndpoint(MessageApi api) {
    this.api = api;
  }

  void create(Visit visit, Caller caller) {
    JsonNode request = Bodies.json(visit);
    Outcome outcome = api.create(request, caller);
    boolean stream = request.path("stream").asBoolean(false);
    long wait = visit.pace().firstByteMs() + outcome.delayMillis();
    if (!stream && visit.pace().tokensPerSecond() > 0) {
      wait +=
          (long)
              (outcome.spend().top().output()
                  * WHOLE_TOKENS_A_SECOND_MILLIS
                  / visit.pace().tokensPerSecond());
    }
    visit.onGone(() -> api.ended(outcome, visit.requestId(), 0, "client gone"));
    visit.later(wait, () -> deliver(visit, outcome, stream));
  }

  void count(Visit visit, Caller caller) {
    visit.json(200, api.count(Bodies.json(visit), caller));
  }

  private void deliver(Visit visit, Outcome outcome, boolean stream) {
    Delivery delivery = delivery(visit, outcome);
    boolean junk =
        visit.fault() instanceof Fault.Garbage(Fault.Junk kind)
            && kind == Fault.Junk.JSON_FOR_STREAM;
    if (stream && !junk) {
      new StreamReply(visit, events(visit, outcome), delivery).start();
    } else {
      byte[] body = Json.bytes(MessageJson.whole(outcome));
      new WholeReply(visit, body, delivery, outcome.spend().top().output()).start();
    }
  }

  private Delivery delivery(Visit visit, Outcome outcome) {
    return new Delivery() {
      @Override
      public void begun() {
        api.begun(outcome);
      }

      @Override
      public void ended(long tokens, String how) {
        api.ended(outcome, visit.requestId(), tokens, how);
      }
    };
  }

  private static List<SseEvent> events(Visit visit, Outcome outcome) {
    SimModel model = SimModels.find(outcome.spend().model());
    List<SseEvent> events = SseEvents.of(outcome, model == null ? 100 : model.tokenPercent());
    if (visit.fault() instanceof Fault.Garbage(Fault.Junk junk)) {
      return switch (junk) {
        case SSE_WITHOUT_EVENT_LINES -> events.stream().map(MessagesEndpoint::unnamed).toList();
        case BROKEN_JSON -> broken(events);
        case HTML_200, JSON_FOR_STREAM -> events;
      };
    }
    return events;
  }

  private static SseEvent unnamed(SseEvent event) {
    String text = new String(event.bytes(), StandardCharsets.UTF_8);
    return new SseEvent(Json.utf8(text.substring(text.indexOf('\n') + 1)), event.tokens());
  }

  private static List<SseEvent> broken(List<SseEvent> events) {
    List<SseEvent> list = new ArrayList<>(events);
    int at = Math.min(3, list.size() - 1);
    SseEvent whole = list.get(at);
    String text = new String(whole.bytes(), StandardCharsets.UTF_8);
    String cut = text.substring(0, text.length() - text.length() / 3) + "\n\n";
    list.set(at, new SseEvent(Json.utf8(cut), whole.tokens()));
    return list;
  }
}
