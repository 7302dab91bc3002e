import dev.sluice.embed.Model;
import dev.sluice.embed.SemanticCache;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;

/** A help desk is asked the same things in other words; what has proved right is not paid again. */
static final String[] WORDINGS = {"How do I change the %s?", "How can I change the %s?", "Hi, how can I change the %s?"};
static final String[] THINGS = {
  "password", "language", "colour", "font", "avatar", "signature", "keyboard", "currency", "wallpaper", "ringtone", "theme", "username",
  "logo", "headline", "footer", "menu", "cursor", "volume", "brightness", "timezone", "alphabet", "margin", "paper", "ink"
};

void main(String[] args) throws Exception {
  Model model = client(args[0]);
  SemanticCache.Settings settings = SemanticCache.Settings.DEFAULT.withErrorBound(0.1).withMinSimilarity(0.6);
  if (!Files.isDirectory(SemanticCache.modelFolder())) {
    IO.println("no embedding model in " + SemanticCache.modelFolder() + ": words are counted instead");
    settings = settings.withEmbedder("words 1", text -> words(text));
  }
  try (SemanticCache cache = SemanticCache.inMemory(settings)) {
    for (String wording : WORDINGS) {
      int served = 0;
      for (String thing : THINGS) {
        String question = wording.formatted(thing);
        SemanticCache.Reply reply = cache.ask(request(question), model);
        cache.settle(Duration.ofSeconds(10)); // a reply is learned from on another thread
        served += reply.served() ? 1 : 0;
      }
      IO.println(wording.formatted("...") + "  asked " + THINGS.length + ", served from the cache " + served);
    }
    SemanticCache.Reply other = cache.ask(request("How do I not change the password?"), model);
    IO.println("How do I not change the password?  " + other.reason());
    IO.println(cache.stats());
  }
}

static String request(String question) {
  return """
      {"model": "claude-haiku-4-5", "max_tokens": 200, "system": "You are the help desk of a phone maker.",
       "messages": [{"role": "user", "content": "%s"}]}""".formatted(question);
}

/** An embedder for those who have none: a place in the vector for each word. */
static float[] words(String text) {
  float[] vector = new float[512];
  for (String word : text.toLowerCase().split("\\W+")) {
    vector[Math.floorMod(word.hashCode(), vector.length)] += 1;
  }
  return vector;
}

static Model client(String address) {
  HttpClient http = HttpClient.newHttpClient();
  HttpRequest.Builder head = HttpRequest.newBuilder(URI.create(address + "/v1/messages"))
      .headers("content-type", "application/json", "x-api-key", "sk-ant-example", "anthropic-version", "2023-06-01");
  return request -> http.send(head.copy().POST(BodyPublishers.ofString(request)).build(), BodyHandlers.ofString()).body();
}
