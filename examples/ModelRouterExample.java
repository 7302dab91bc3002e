import dev.sluice.embed.CostMeter;
import dev.sluice.embed.Model;
import dev.sluice.embed.ModelRouter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Each request goes to the cheapest model that is surely good enough. */
static final String[] TASKS = {
  "Translate to French: good morning, the shop opens at nine",
  "Write a unit test for a function that parses dates",
  "Design the architecture of a distributed lock service and prove that it is free of deadlocks",
};

void main(String[] args) throws Exception {
  Model model = client(args[0]);
  ModelRouter router = ModelRouter.of("claude-haiku-4-5", "claude-sonnet-4-6", "claude-opus-4-6");
  CostMeter routed = CostMeter.bundled();
  CostMeter direct = CostMeter.bundled();
  for (String task : TASKS) {
    String request = """
        {"model": "claude-opus-4-6", "max_tokens": 200, "messages": [{"role": "user", "content": "%s"}]}""".formatted(task);
    ModelRouter.Route route = router.route(request);
    routed.add(route.request(), model.answer(route.request()));
    direct.add(request, model.answer(request));
    IO.println(route.model() + "  (" + route.reason() + ")  " + task);
  }
  IO.println("routed $" + routed.total().dollars() + ", all to claude-opus-4-6 $" + direct.total().dollars());
}

static Model client(String address) {
  HttpClient http = HttpClient.newHttpClient();
  HttpRequest.Builder head = HttpRequest.newBuilder(URI.create(address + "/v1/messages"))
      .headers("content-type", "application/json", "x-api-key", "sk-ant-example", "anthropic-version", "2023-06-01");
  return request -> http.send(head.copy().POST(BodyPublishers.ofString(request)).build(), BodyHandlers.ofString()).body();
}
