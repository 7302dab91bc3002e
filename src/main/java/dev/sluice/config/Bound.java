package dev.sluice.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a pass over the configuration found out besides the values. Not thread-safe. */
final class Bound {
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, String> references = new HashMap<>();
  private final Set<String> variables = new HashSet<>();
  private final Map<String, Place> dropped = new LinkedHashMap<>();

  void placed(String path, Place place) {
    places.put(path, place);
  }

  void referred(String path, String reference) {
    references.put(path, reference);
    used(reference);
  }

  /** Notes the variable of a reference that was followed. */
  void used(String reference) {
    if (reference.startsWith("env:")) {
      variables.add(reference.substring("env:".length()));
    }
  }

  void drop(String path, Place place) {
    dropped.put(path, place);
  }

  /** Where the value at a path was written, or null if it is the default. */
  @Nullable Place place(String path) {
    return places.get(path);
  }

  /** How the secret at a path was referred to, or null if there is none. */
  @Nullable String reference(String path) {
    return references.get(path);
  }

  /** The variables that the configuration refers to. */
  Set<String> variables() {
    return variables;
  }

  /** The named sections that were left out, such as {@code providers.openai}. */
  Map<String, Place> dropped() {
    return dropped;
  }
}
