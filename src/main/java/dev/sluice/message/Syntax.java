package dev.sluice.message;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Tells what is wrong with bytes that should be a JSON object. Only for bodies that could not be
 * indexed: those that are legal but odd (deep, with giant numbers or duplicate keys) have no
 * problem.
 */
public final class Syntax {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Syntax() {}

  /** What is wrong and where, for people; null when the bytes are a JSON object. */
  public static @Nullable String problem(byte[] bytes) {
    if (bytes.length == 0) {
      return "empty (expected: a JSON object)";
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return "expected a JSON object";
      }
      while (json.nextToken() != null) {
        json.finishToken();
      }
      return null;
    } catch (UnexpectedEndOfInputException cut) {
      return "ends inside a JSON value, after " + bytes.length + " bytes";
    } catch (StreamReadException wrong) {
      return "not valid JSON at line "
          + wrong.getLocation().getLineNr()
          + ", column "
          + wrong.getLocation().getColumnNr();
    } catch (RuntimeException odd) {
      return null;
    }
  }
}
