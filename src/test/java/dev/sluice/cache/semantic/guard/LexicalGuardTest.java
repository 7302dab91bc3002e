package dev.sluice.cache.semantic.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.workload.corpus.SupportDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexicalGuardTest {
  private final LexicalGuard guard = new LexicalGuard();

  private boolean like(String one, String other) {
    return guard.difference(guard.read(one), guard.read(other)) == null;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          How do I reset my password?         | Could you please tell me how I can reset my password
          How do I cancel my subscription?    | I'd like to cancel the subscription.
          How do I reset the account password?| How do I reset the password of the account?
          If I cancel, do I get a refund?     | Do I get a refund if I cancel?
          Where do you store my data?         | Where is my data stored?
          Can I cancel an order?              | Can orders be cancelled?
          Is 5 km far?                        | Is 5 kilometres far?
          Do you ship to the US?              | Do you ship to the United States?
          Is it 1,000 grams?                  | Is it 1000 grams?
          What are your opening hours?        | what's your business hours
          How can I sort a list in C++?       | How do I sort a list in c++
          On Linux, how do I list hidden files? | how to list hidden files in linux
          Does the warranty cover the screen? | Is the screen covered by the warranty?
          Is flying to Oslo safe?             | Is it safe to fly to Oslo?
          What is the largest ocean?          | Which ocean is the biggest?
          What's the reason cats purr?        | Why do cats purr?
          My card was declined, why?          | Why was my card declined?
          Writing a test with pytest, how?    | How do I write a test using pytest?
          I want to open a shop. How does that work? | How do I open a shop?
          Gold chemical symbol?               | What is the chemical symbol for gold?
          Hey there, quick one: is it free? Thanks a lot! | Is it free?
          What does "habeas corpus" mean?     | What's the meaning of habeas corpus?
          how do i take a screenshot on windows | In Windows, how do I make a screenshot?
          Who is the author of Emma?          | Who wrote Emma?
          """)
  void the_same_in_other_words_is_the_same(String one, String other) {
    assertThat(guard.difference(guard.read(one), guard.read(other))).isNull();
    assertThat(guard.difference(guard.read(other), guard.read(one))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Convert 5 miles to km                    | Convert 50 miles to km
          Convert 5 miles to km                    | Convert 5 km to miles
          Convert USD to EUR for me                | Convert EUR to USD for me
          Is it safe to fly?                       | Is it unsafe to fly?
          Can I refund it?                         | Can I not refund it?
          Does Chrome block Firefox?               | Does Firefox block Chrome?
          Can a landlord sue a tenant?             | Can a tenant sue a landlord?
          Are all squares rectangles?              | Are all rectangles squares?
          What is the return window in the US?     | What is the return window in the EU?
          What is the return window in the us?     | What is the return window?
          Is it sold by the shop?                  | Is it sold to the shop?
          How do I enable it?                      | How do I disable it?
          Do I pay before delivery?                | Do I pay after delivery?
          How do I sort in C?                      | How do I sort in C++?
          What does `a` do there?                  | What does `b` do there?
          What is "red tape" about?                | What is "blue tape" about?
          Is 5 MB enough for it?                   | Is 5 Mb enough for it?
          Is plan A cheaper?                       | Is plan B cheaper?
          Is the second chapter long?              | Is the third chapter long?
          Is chapter II long?                      | Is chapter III long?
          How long is the trial?                   | How often is the trial?
          Why did I charge you?                    | Why did you charge me?
          How do I get paid by card?               | How do I pay by card?
          Is 1.5 litres enough?                    | Is 15 litres enough?
          What is 5-3 in words?                    | What is 5+3 in words?
          Is https://a.example ok to open?         | Is https://b.example ok to open?
          How do I use --force there?              | How do I use --dry-run there?
          How do I write a will?                   | How do I write?
          Can I be a nurse there?                  | Can I have a nurse there?
          Does it open at 9 am?                    | Does it open at 9 pm?
          Is tea or coffee better?                 | Is tea and coffee better?
          Is it my turn to play?                   | Is it your turn to play?
          Does he like her dog?                    | Does she like his dog?
          Few users can see it                     | A few users can see it
          Is the parcel here yet?                  | Is the parcel there yet?
          What is polish in English?               | What is Polish in English?
          """)
  void what_differs_in_one_thing_differs(String one, String other) {
    assertThat(guard.difference(guard.read(one), guard.read(other))).isNotNull();
    assertThat(guard.difference(guard.read(other), guard.read(one))).isNotNull();
  }

  @Test
  void a_small_word_makes_another_question() throws Exception {
    List<String> passed = new ArrayList<>();
    for (String line : lines("small-words.tsv")) {
      String[] pair = line.split("\t", -1);
      if (!line.startsWith("#") && (like(pair[0], pair[1]) || like(pair[1], pair[0]))) {
        passed.add(line);
      }
    }

    assertThat(passed).isEmpty();
  }

  private static List<String> lines(String resource) throws Exception {
    try (var in =
        Objects.requireNonNull(
            LexicalGuardTest.class.getResourceAsStream("/dev/sluice/cache/semantic/" + resource))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  @Test
  void no_near_miss_of_the_support_desk_passes() {
    SupportDesk desk = SupportDesk.bundled();
    List<Sense> questions = desk.questions().stream().map(guard::read).toList();
    List<String> passed = new ArrayList<>();
    for (SupportDesk.NearMiss miss : desk.nearMisses()) {
      Sense sense = guard.read(miss.question());
      if (questions.stream().anyMatch(each -> guard.difference(sense, each) == null)) {
        passed.add(miss.question());
      }
    }

    assertThat(desk.questions()).hasSizeGreaterThan(500);
    assertThat(desk.nearMisses()).hasSizeGreaterThan(500);
    assertThat(passed).isEmpty();
  }

  @Test
  void of_what_it_was_not_made_for_no_near_miss_passes_either() throws Exception {
    List<String> lines = lines("held-out.txt");
    List<String> passed = new ArrayList<>();
    int wordings = 0;
    int found = 0;
    for (SupportDesk.Intent intent : SupportDesk.of(lines).intents()) {
      for (String question : intent.questions()) {
        wordings++;
        found +=
            intent.questions().stream().anyMatch(q -> !q.equals(question) && like(q, question))
                ? 1
                : 0;
        intent.nearMisses().stream()
            .filter(miss -> like(miss.question(), question))
            .forEach(miss -> passed.add(miss.question() + " | " + question));
      }
    }
    System.out.println("held out: " + found + " of " + wordings + " wordings find another one");

    assertThat(passed).isEmpty();
    assertThat(found).isGreaterThan(wordings * 2 / 5);
  }
}
