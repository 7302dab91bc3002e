package dev.sluice.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.message.Body;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Bodies of conversations that go on, fork and are written differently from turn to turn: markers
 * come and go, texts are strings or blocks, members are added, in any order. Also some that no
 * provider takes. Few words, so that the same bytes come in different places.
 */
public final class AnyTalk {
  private static final String MARKER = "\"cache_control\":{\"type\":\"ephemeral\"}";
  private static final String[] WORDS = {"", "a", "b", "\\u0061", "long ".repeat(30), "\\\""};
  private static final String[] TYPES = {"thinking", "compaction", "compact\\u0069on", "other"};

  private final Random random;
  private final Map<Said, String> last = new HashMap<>();
  private final List<List<Said>> talks = new ArrayList<>(List.of(List.of()));

  /** A message before it is written: its role and one word for each block. */
  private record Said(String role, List<String> words) {}

  /** Talks of this randomness. */
  public AnyTalk(Random random) {
    this.random = random;
  }

  /** The next body: one of the conversations so far, a few messages longer or cut short. */
  public Body next() {
    List<Said> talk = new ArrayList<>(talks.get(random.nextInt(talks.size())));
    if (chance(6) && !talk.isEmpty()) {
      talk.removeLast();
    }
    for (int more = random.nextInt(4); more > 0; more--) {
      talk.add(said());
    }
    talks.add(talk);
    return Body.indexed(written(talk).getBytes(UTF_8));
  }

  private Said said() {
    List<String> words = new ArrayList<>();
    for (int block = random.nextInt(3); block >= 0; block--) {
      words.add(WORDS[random.nextInt(WORDS.length)]);
    }
    return new Said(chance(2) ? "user" : chance(9) ? "us\\u0065r" : "assistant", words);
  }

  private String written(List<Said> talk) {
    List<String> all = new ArrayList<>();
    for (Said said : talk) {
      if (chance(20)) {
        all.add("17");
      }
      String again = chance(4) ? null : last.get(said);
      String message = again == null ? message(said) : again;
      last.put(said, message);
      all.add(chance(60) ? "{}" : message);
    }
    String system =
        chance(3) ? "\"system\":[{\"type\":\"text\",\"text\":\"a\"," + MARKER + "}]," : "";
    return "{" + system + "\"messages\":[" + String.join(space() + ",", all) + "]}";
  }

  private String message(Said said) {
    List<String> members = new ArrayList<>();
    members.add("\"role\":" + space() + "\"" + said.role + "\"");
    if (!chance(40)) {
      members.add("\"content\":" + space() + content(said.words));
    }
    if (chance(20)) {
      members.add("\"more\":{" + (chance(2) ? MARKER : "") + "}");
    }
    if (chance(20)) {
      members.add(chance(2) ? MARKER : "\"cache_control\":null");
    }
    return object(members);
  }

  private String content(List<String> words) {
    if (words.size() == 1 && chance(2)) {
      return "\"" + words.getFirst() + "\"";
    }
    return "[" + String.join(",", words.stream().map(this::block).toList()) + "]";
  }

  private String block(String word) {
    List<String> members = new ArrayList<>();
    boolean text = !chance(5);
    members.add("\"type\":\"" + (text ? "text" : TYPES[random.nextInt(TYPES.length)]) + "\"");
    members.add(
        text || chance(2)
            ? "\"text\":\"" + word + "\""
            : "\"content\":[{\"type\":\"text\",\"text\":\"" + word + "\"," + MARKER + "}]");
    if (chance(5)) {
      members.add(
          random.nextInt(members.size() + 1), chance(5) ? "\"cache_control\":null" : MARKER);
    }
    if (chance(20)) {
      members.add("\"more\":" + random.nextInt(2));
    }
    return object(members);
  }

  private String object(List<String> members) {
    if (chance(12)) {
      members.add(members.removeFirst());
    }
    return "{" + space() + String.join(space() + ",", members) + "}";
  }

  private String space() {
    return chance(30) ? " " : "";
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
