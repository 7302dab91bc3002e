package dev.sluice;

import dev.sluice.exchange.Refusal;
import dev.sluice.exchange.Refused;
import dev.sluice.message.Body;
import dev.sluice.message.Index;
import dev.sluice.message.Span;
import dev.sluice.message.Syntax;

/**
 * Refuses bodies that no upstream could take: what is no JSON object, and members of the wrong type
 * on which Sluice itself decides. Everything else goes up as it came; the upstream is the judge.
 */
final class Legible {
  private Legible() {}

  /**
   * Looks at a body on a parsed route.
   *
   * @throws Refused with 400 and the path of the member
   */
  static void check(Body body) {
    Index index = body.index();
    if (index == null) {
      String problem = Syntax.problem(body.bytes());
      if (problem != null) {
        throw new Refused(Refusal.badRequest("body: " + problem));
      }
      return;
    }
    is(body, index, "model", "\"", "a string");
    is(body, index, "messages", "[", "an array");
    is(body, index, "stream", "tfn", "true or false");
    is(body, index, "max_tokens", "-0123456789", "an integer");
    is(body, index, "tools", "[n", "an array");
  }

  private static void is(Body body, Index index, String member, String starts, String expected) {
    Span value = index.members().get(member);
    if (value != null && starts.indexOf(body.bytes()[value.from()]) < 0) {
      throw new Refused(Refusal.badRequest(member + ": expected " + expected));
    }
  }
}
