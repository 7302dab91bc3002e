package dev.sluice;

import dev.sluice.exchange.CacheState;
import dev.sluice.route.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reply headers by which Sluice says what it did (DESIGN section 4). */
final class Marks {
  private Marks() {}

  /**
   * Those of a reply that comes from a provider.
   *
   * @param asked the model that is asked for, null when none is named
   */
  static Map<String, String> of(
      OpenEntry entry, Router.Candidate candidate, @Nullable String asked) {
    String model = candidate.model() == null ? asked : candidate.model();
    Map<String, String> marks = of(entry, candidate.name(), model == null ? "" : model);
    List<String> saving = entry.mechanisms();
    if (!saving.isEmpty()) {
      marks.put("x-sluice-saved", String.join(", ", saving));
    }
    return marks;
  }

  /** Those of any reply; an empty provider or model is left out. */
  static Map<String, String> of(OpenEntry entry, String provider, String model) {
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put("x-sluice-id", entry.id());
    marks.put("x-gateway", "sluice");
    marks.put("x-sluice-cache", entry.cache().word());
    marks.put("x-cache", isHit(entry.cache()) ? "HIT" : "MISS");
    if (!provider.isEmpty()) {
      marks.put("x-sluice-provider", provider);
    }
    if (!model.isEmpty()) {
      marks.put("x-sluice-model", visible(model));
    }
    return marks;
  }

  private static boolean isHit(CacheState state) {
    return state == CacheState.HIT || state == CacheState.SEMANTIC;
  }

  /** What a client wrote, fit for a header line. */
  private static String visible(String text) {
    String cut = text.length() <= 200 ? text : text.substring(0, 200);
    StringBuilder shown = null;
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      if (c < 0x21 || c > 0x7e) {
        shown = shown == null ? new StringBuilder(cut) : shown;
        shown.setCharAt(i, '?');
      }
    }
    return shown == null ? cut : shown.toString();
  }
}
