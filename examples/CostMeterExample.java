import dev.sluice.embed.CostMeter;
import dev.sluice.embed.Model;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** What calls cost, whole or streamed, with and without the provider's prompt cache. */
void main(String[] args) throws Exception {
  Model model = client(args[0]);
  CostMeter meter = CostMeter.bundled();
  for (int call = 1; call <= 3; call++) {
    String request = request("claude-sonnet-4-5", "Question " + call, call == 3);
    CostMeter.Cost cost = meter.add(request, model.answer(request));
    IO.println("call " + call + "  $" + cost.dollars().toPlainString() + "  " + cost.tokens());
  }
  String request = request("claude-haiku-4-5", "A small question", false);
  meter.add(request, model.answer(request));
  // A reply from a model whose price nobody has published is said to be unpriced, never guessed.
  meter.add(request, model.answer(request).replace("claude-haiku-4-5", "house-model"));

  meter.byModel().forEach((name, total) ->
      IO.println(name + "  " + total.replies() + " replies, $" + total.dollars().toPlainString() + ", unpriced " + total.unpriced()));
  CostMeter.Total total = meter.total();
  IO.println("total $" + total.dollars() + ", " + total.unpriced() + " unpriced, saved by the prompt cache $" + total.cacheSaved());
}

static String request(String model, String question, boolean stream) {
  return """
      {"model": "%s", "max_tokens": 100, "stream": %s,
       "system": [{"type": "text", "text": "%s", "cache_control": {"type": "ephemeral"}}],
       "messages": [{"role": "user", "content": "%s"}]}"""
      .formatted(model, stream, "The rules of the house are long and must be kept. ".repeat(500), question);
}

static Model client(String address) {
  HttpClient http = HttpClient.newHttpClient();
  HttpRequest.Builder head = HttpRequest.newBuilder(URI.create(address + "/v1/messages"))
      .headers("content-type", "application/json", "x-api-key", "sk-ant-example", "anthropic-version", "2023-06-01");
  return request -> http.send(head.copy().POST(BodyPublishers.ofString(request)).build(), BodyHandlers.ofString()).body();
}
