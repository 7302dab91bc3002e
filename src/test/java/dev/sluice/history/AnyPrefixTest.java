package dev.sluice.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.history.HistoryRig.Sender;
import dev.sluice.history.Prefix.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random conversations: whatever block of the past is changed is the one that is found. */
class AnyPrefixTest {
  private static final int ROUNDS = 300;
  private static final Sender NAMED = Sender.ANYBODY.named("property");

  private static long seed() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("AnyPrefixTest: -Dseed=" + seed);
    return seed;
  }

  @Test
  void any_change_of_the_past_is_found_at_its_block() {
    SplittableRandom random = new SplittableRandom(seed());
    for (int round = 0; round < ROUNDS; round++) {
      RandomPrompt prompt = new RandomPrompt(random.split());
      HistoryRig rig = new HistoryRig();
      rig.send(NAMED, prompt.body());
      Place changed = prompt.changeOne();
      prompt.goOn();
      Turn turn = rig.turn(NAMED, prompt.body());

      assertThat(requireNonNull(turn.difference(), prompt::body))
          .as("%s", prompt)
          .extracting(Difference::kind, Difference::at, Difference::block)
          .containsExactly(kind(changed.part), changed.at, changed.block);
      assertThat(requireNonNull(turn.past()).shared()).isEqualTo(changed.number);
    }
  }

  @Test
  void what_only_looks_different_is_no_difference() {
    SplittableRandom random = new SplittableRandom(seed());
    for (int round = 0; round < ROUNDS; round++) {
      RandomPrompt prompt = new RandomPrompt(random.split());
      HistoryRig rig = new HistoryRig();
      Turn first = rig.send(NAMED, prompt.body());
      prompt.goOn();
      Turn turn = rig.turn(NAMED, prompt.body());

      assertThat(turn.difference()).as("%s", prompt).isNull();
      assertThat(requireNonNull(turn.past()).shared()).isEqualTo(first.prefix().blocks().size());
    }
  }

  private static Difference.Kind kind(Part part) {
    return switch (part) {
      case TOOL -> Difference.Kind.TOOLS;
      case SYSTEM -> Difference.Kind.SYSTEM;
      case MESSAGE -> Difference.Kind.MESSAGE;
    };
  }

  /** A block's place and its number in the prompt. */
  private record Place(Part part, int at, int block, int number) {}

  /** A prompt of texts, written each time with other markers and other forms of the same text. */
  private static final class RandomPrompt {
    private final SplittableRandom random;
    private final List<String> tools = new ArrayList<>();
    private final List<String> system = new ArrayList<>();
    private final List<List<String>> messages = new ArrayList<>();
    private int words;

    RandomPrompt(SplittableRandom random) {
      this.random = random;
      fill(tools, 3 + random.nextInt(6));
      fill(system, 2 + random.nextInt(4));
      int count = 3 + 2 * random.nextInt(10);
      for (int i = 0; i < count; i++) {
        messages.add(new ArrayList<>());
        fill(messages.getLast(), 1 + random.nextInt(3));
      }
    }

    private void fill(List<String> list, int count) {
      for (int i = 0; i < count; i++) {
        list.add(text());
      }
    }

    private String text() {
      return "block" + words++ + " " + HistoryRig.prose(words, 12) + "\\n\\\"é";
    }

    Place changeOne() {
      int last = messages.size() - 1;
      int all = tools.size() + system.size();
      for (int i = 0; i < last; i++) {
        all += messages.get(i).size();
      }
      int number = random.nextInt(all);
      if (number < tools.size()) {
        return change(tools, new Place(Part.TOOL, number, 0, number), number);
      }
      int at = number - tools.size();
      if (at < system.size()) {
        return change(system, new Place(Part.SYSTEM, at, 0, number), at);
      }
      int block = at - system.size();
      int message = 0;
      while (block >= messages.get(message).size()) {
        block -= messages.get(message++).size();
      }
      Place place = new Place(Part.MESSAGE, message, block, number);
      return change(messages.get(message), place, block);
    }

    private Place change(List<String> list, Place place, int at) {
      list.set(at, list.get(at).replaceFirst("block\\d+", "changed"));
      return place;
    }

    void goOn() {
      messages.add(List.of(text()));
      messages.add(List.of(text()));
    }

    String body() {
      StringBuilder json = new StringBuilder("{\"model\":\"m\",\"tools\":[");
      for (int i = 0; i < tools.size(); i++) {
        json.append(i == 0 ? "{" : ",{");
        json.append("\"name\":\"t").append(i).append("\",\"description\":\"");
        json.append(tools.get(i)).append('"').append(marker()).append('}');
      }
      json.append("],\"system\":").append(content(system)).append(",\"messages\":[");
      for (int i = 0; i < messages.size(); i++) {
        json.append(i == 0 ? "" : ",")
            .append("{\"role\":\"")
            .append(i % 2 == 0 ? "user" : "assistant");
        json.append("\",\"content\":").append(content(messages.get(i))).append('}');
      }
      return json.append("]}").toString();
    }

    private String content(List<String> texts) {
      if (texts.size() == 1 && random.nextBoolean()) {
        return '"' + texts.getFirst() + '"';
      }
      List<String> blocks = new ArrayList<>();
      for (String text : texts) {
        String space = random.nextBoolean() ? "" : " ";
        blocks.add(
            "{\"type\":"
                + space
                + "\"text\","
                + space
                + "\"text\":\""
                + text
                + '"'
                + marker()
                + '}');
      }
      return "[" + String.join(", ", blocks) + "]";
    }

    private String marker() {
      return random.nextInt(8) == 0 ? ",\"cache_control\":{\"type\":\"ephemeral\"}" : "";
    }

    @Override
    public String toString() {
      return body();
    }
  }
}
