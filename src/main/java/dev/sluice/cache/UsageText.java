package dev.sluice.cache;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.sluice.message.Usage;
import tools.jackson.databind.json.JsonMapper;

/** Usage as the JSON text in which it is stored. */
final class UsageText {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultVisibility(found ->
              found
                  .withFieldVisibility(Visibility.ANY)
                  .withGetterVisibility(Visibility.NONE)
                  .withIsGetterVisibility(Visibility.NONE))
          .build();

  private UsageText() {}

  static String write(Usage usage) {
    return JSON.writeValueAsString(usage);
  }

  /**
   * The usage that was written.
   *
   * @throws tools.jackson.core.JacksonException if the text is something else
   */
  static Usage read(String text) {
    return JSON.readValue(text, Usage.class);
  }
}
