package dev.sluice.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A support desk: sorts tickets with short one-shot calls, and sums up long threads in streams. The
 * same ticket comes more than once, as tickets do.
 */
public final class DeskAgent implements SampleAgent {
  private static final String MODEL = "claude-haiku-4-5";
  private static final String NAME = "desk-agent";
  private static final int ROUND = 4;

  private final List<String> tickets = Samples.parts("tickets.txt");
  private final List<String> threads = Samples.parts("threads.txt");
  private final URI gateway;
  private final Progress progress;

  /** An agent that calls this address. */
  public DeskAgent(URI gateway, Progress progress) {
    this.gateway = gateway;
    this.progress = progress;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Each round: two new tickets, one that was there before, and a thread every other one is new.
   */
  @Override
  public void run(int calls) throws IOException, InterruptedException {
    try (ApiClient client = new ApiClient(gateway, NAME, progress)) {
      for (int i = 0; i < calls; i++) {
        int round = i / ROUND;
        switch (i % ROUND) {
          case 0 -> classify(client, 2 * round);
          case 1 -> classify(client, 2 * round + 1);
          case 2 -> classify(client, round);
          default -> summarise(client, round / 2);
        }
      }
    }
  }

  private void classify(ApiClient client, int ticket) throws IOException, InterruptedException {
    ObjectNode body = client.json.createObjectNode();
    body.put("model", MODEL).put("max_tokens", 500).put("temperature", 0.0);
    body.put("system", "Answer with one word: billing, bug, account, feature or other.");
    body.putArray("messages").addObject().put("role", "user").put("content", ticket(ticket));
    client.send(body, "desk-tickets", "sort ticket " + (ticket + 1));
  }

  /** Beyond the sample tickets they get numbers, so that a longer demo has more of them. */
  private String ticket(int number) {
    String text = tickets.get(number % tickets.size());
    int round = number / tickets.size();
    return round == 0 ? text : text + "\nReminder " + round;
  }

  private void summarise(ApiClient client, int thread) throws IOException, InterruptedException {
    ObjectNode body = client.json.createObjectNode();
    body.put("model", MODEL).put("max_tokens", 1000).put("stream", true);
    body.put("system", "Sum up the thread in three sentences: problem, cause, next step.");
    int round = thread / threads.size();
    String text = threads.get(thread % threads.size()) + (round == 0 ? "" : "\nUpdate " + round);
    body.putArray("messages").addObject().put("role", "user").put("content", text);
    client.send(body, "desk-threads", "sum up thread " + (thread + 1));
  }
}
