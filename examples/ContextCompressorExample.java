import dev.sluice.embed.ContextCompressor;
import dev.sluice.embed.ContextCompressor.Compressed;
import dev.sluice.embed.CostMeter;
import dev.sluice.embed.Model;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.StringJoiner;

/** A long conversation goes on with facts in place of its old turns. */
static final String MODEL = "claude-sonnet-4-5";

void main(String[] args) throws Exception {
  Model model = client(args[0]);
  String messages = conversation();
  try (ContextCompressor compressor = ContextCompressor.inMemory(ContextCompressor.Settings.DEFAULT.withTrigger(10_000))) {
    Compressed shorter = compressor.compress(messages, MODEL, model);
    IO.println(messages.length() + " characters became " + shorter.messages().length() + ", about "
        + shorter.removed() + " tokens fewer; the facts cost $" + shorter.spent());
    IO.println("with all turns  $" + cost(model, messages).dollars());
    IO.println("with the facts  $" + cost(model, shorter.messages()).dollars());
    Compressed again = compressor.compress(messages, MODEL, model);
    IO.println("again: " + again.calls() + " calls, the same bytes: " + again.messages().equals(shorter.messages()));
  }
}

static CostMeter.Cost cost(Model model, String messages) throws Exception {
  String request = "{\"model\":\"" + MODEL + "\",\"max_tokens\":200,\"messages\":" + messages + "}";
  return CostMeter.bundled().add(request, model.answer(request));
}

/** Forty turns about one piece of work; any JSON library would do. */
static String conversation() {
  StringJoiner messages = new StringJoiner(",", "[", "]");
  for (int turn = 1; turn <= 40; turn++) {
    String listing = "line of the listing with a number in it, ".repeat(60);
    messages.add("{\"role\":\"user\",\"content\":\"Step " + turn + " of the move to the new billing system: " + listing + "\"}");
    messages.add("{\"role\":\"assistant\",\"content\":\"Step " + turn + " is done.\"}");
  }
  return messages.add("{\"role\":\"user\",\"content\":\"Where were we?\"}").toString();
}

static Model client(String address) {
  HttpClient http = HttpClient.newHttpClient();
  HttpRequest.Builder head = HttpRequest.newBuilder(URI.create(address + "/v1/messages"))
      .headers("content-type", "application/json", "x-api-key", "sk-ant-example", "anthropic-version", "2023-06-01");
  return request -> http.send(head.copy().POST(BodyPublishers.ofString(request)).build(), BodyHandlers.ofString()).body();
}
