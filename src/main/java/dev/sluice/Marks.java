package dev.sluice;

import dev.sluice.exchange.CacheState;
import dev.sluice.exchange.Call;
import dev.sluice.message.Index;
import dev.sluice.route.Router;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The reply headers by which Sluice says what it did (DESIGN section 4). */
final class Marks {
  private Marks() {}

  /** Those of a reply that comes from a provider. */
  static Map<String, String> of(OpenEntry entry, Router.Candidate candidate, Call call) {
    Index index = call.body().index();
    String asked = index == null ? null : index.model();
    String model = candidate.model() == null ? asked : candidate.model();
    return of(entry, candidate.name(), model == null ? "" : model);
  }

  /** Those of any reply; an empty provider or model is left out. */
  static Map<String, String> of(OpenEntry entry, String provider, String model) {
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put("x-sluice-id", entry.id());
    marks.put("x-gateway", "sluice");
    marks.put("x-sluice-cache", entry.cache().word());
    marks.put("x-cache", entry.cache() == CacheState.HIT ? "HIT" : "MISS");
    if (!provider.isEmpty()) {
      marks.put("x-sluice-provider", provider);
    }
    if (!model.isEmpty()) {
      marks.put("x-sluice-model", visible(model));
    }
    return marks;
  }

  /** A model name as a JSON string; names come from the configuration. */
  static byte[] quoted(String name) {
    String escaped = name.replace("\\", "\\\\").replace("\"", "\\\"");
    return ("\"" + escaped + "\"").getBytes(StandardCharsets.UTF_8);
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
