package dev.sluice.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * How the text of a single value becomes a value of its type and back.
 *
 * @param <T> the type
 */
public interface Reading<T> {
  /** The value of a text. */
  T read(String text, Surroundings around) throws BadValue;

  /** What is expected, such as {@code a whole number}. */
  String expected();

  /** A value that would do. */
  String example();

  /** The text that reads as this value again; the reference for a secret is not known here. */
  default String show(T value) {
    return value.toString();
  }

  /** Whether the text must not be shown. */
  default boolean secret() {
    return false;
  }

  /**
   * What a reading may look at besides the text.
   *
   * @param folder the folder that relative paths start from
   * @param variables the environment
   * @param home the user's home folder, empty if unknown
   * @param literalSecrets whether the text itself may be the secret, as in a variable
   */
  record Surroundings(
      Path folder, Map<String, String> variables, String home, boolean literalSecrets) {

    /** A path of the text: absolute, below home after {@code ~/}, else below the folder. */
    Path path(String text) {
      boolean below = text.startsWith("~/") && !home.isEmpty();
      return folder.resolve(below ? home + text.substring(1) : text).normalize();
    }
  }
}
