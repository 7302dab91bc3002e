package dev.sluice.workload.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Questions to a support desk with their right answers: for each intent several wordings of one
 * question, and near misses, which sound like it and have another answer. Resource {@code
 * support-desk.txt}. Immutable.
 *
 * @param intents what is asked
 */
public record SupportDesk(List<Intent> intents) {
  /** The seed of every order that is drawn from this corpus. */
  public static final long SEED = 20_261_121;

  private static final List<String> GREETINGS =
      List.of(
          "Hi, ",
          "Hello! ",
          "Hello there, ",
          "Hey, quick question: ",
          "Good morning. ",
          "Good evening, ");

  /** Takes a copy. */
  public SupportDesk {
    intents = List.copyOf(intents);
  }

  /**
   * What is asked, in several wordings.
   *
   * @param id its name
   * @param answer the one right answer
   * @param questions wordings that mean the same, the usual one first
   * @param nearMisses questions that do not
   */
  public record Intent(
      String id, String answer, List<String> questions, List<NearMiss> nearMisses) {
    /** Takes copies. */
    public Intent {
      questions = List.copyOf(questions);
      nearMisses = List.copyOf(nearMisses);
    }
  }

  /**
   * A question that sounds like an intent's and has another answer.
   *
   * @param kind in what it differs: number, unit, entity, negation, antonym, direction, template
   *     (another word in the same frame), asks (another kind of question), scope
   * @param question the question
   * @param answer its own answer
   */
  public record NearMiss(String kind, String question, String answer) {}

  /** The corpus in the jar. */
  public static SupportDesk bundled() {
    try (InputStream in =
        SupportDesk.class.getResourceAsStream("/dev/sluice/workload/support-desk.txt")) {
      if (in == null) {
        throw new IllegalStateException("support-desk.txt is missing");
      }
      return of(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads lines of the resource's form. */
  public static SupportDesk of(List<String> lines) {
    List<Intent> intents = new ArrayList<>();
    Reading reading = new Reading();
    for (String line : lines) {
      if (line.startsWith("@ ")) {
        reading.addTo(intents);
        reading = new Reading();
        reading.id = line.substring(2);
      } else if (line.startsWith("= ")) {
        reading.answer = line.substring(2);
      } else if (line.startsWith("+ ")) {
        reading.questions.add(line.substring(2));
      } else if (line.startsWith("- ")) {
        reading.nearMiss(line.substring(2));
      }
    }
    reading.addTo(intents);
    return new SupportDesk(intents);
  }

  /** Every wording of every intent. */
  public List<String> questions() {
    return intents.stream().flatMap(intent -> intent.questions().stream()).toList();
  }

  /** Every near miss of every intent. */
  public List<NearMiss> nearMisses() {
    return intents.stream().flatMap(intent -> intent.nearMisses().stream()).toList();
  }

  /**
   * A question on its way to the desk.
   *
   * @param question what is asked
   * @param answer its right answer
   * @param nearMiss whether it only sounds like one that was asked before
   */
  public record Asked(String question, String answer, boolean nearMiss) {}

  /**
   * What is asked before anything counts: three quarters of the wordings of each intent, then the
   * same again with a salutation, each time in an order drawn from the seed.
   */
  public List<Asked> warmUp() {
    Random random = new Random(SEED);
    List<Asked> plain = new ArrayList<>();
    intents.forEach(intent -> plain.addAll(drawn(intent).subList(0, known(intent))));
    List<Asked> greeted = new ArrayList<>();
    for (Asked each : plain) {
      String greeting = GREETINGS.get(random.nextInt(GREETINGS.size()));
      greeted.add(new Asked(greeting + each.question, each.answer, false));
    }
    Collections.shuffle(plain, random);
    Collections.shuffle(greeted, random);
    return Stream.concat(plain.stream(), greeted.stream()).toList();
  }

  /** What counts: the other wordings and every near miss, in an order drawn from the seed. */
  public List<Asked> counted() {
    List<Asked> counted = new ArrayList<>();
    for (Intent intent : intents) {
      List<Asked> all = drawn(intent);
      counted.addAll(all.subList(known(intent), all.size()));
      intent.nearMisses.forEach(miss -> counted.add(new Asked(miss.question, miss.answer, true)));
    }
    Collections.shuffle(counted, new Random(SEED));
    return List.copyOf(counted);
  }

  private static int known(Intent intent) {
    return intent.questions.size() * 3 / 4;
  }

  private static List<Asked> drawn(Intent intent) {
    List<Asked> drawn = new ArrayList<>();
    intent.questions.forEach(each -> drawn.add(new Asked(each, intent.answer, false)));
    Collections.shuffle(drawn, new Random(SEED ^ intent.id.hashCode()));
    return drawn;
  }

  /** One intent while its lines are read. */
  private static final class Reading {
    private String id = "";
    private String answer = "";
    private final List<String> questions = new ArrayList<>();
    private final List<NearMiss> nearMisses = new ArrayList<>();

    void nearMiss(String line) {
      int colon = line.indexOf(": ");
      String kind = line.substring(0, colon);
      String question = line.substring(colon + 2);
      String own =
          String.format(
              Locale.ROOT,
              "That is another matter (%s %d): the article \"%s\" has the answer.",
              id,
              nearMisses.size() + 1,
              question);
      nearMisses.add(new NearMiss(kind, question, own));
    }

    void addTo(List<Intent> intents) {
      if (!id.isEmpty()) {
        intents.add(new Intent(id, answer, questions, nearMisses));
      }
    }
  }
}
