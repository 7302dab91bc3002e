package dev.sluice.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was configured, before its types are known: a tree with the place of every node. */
sealed interface Given {
  /** Where it was written. */
  Place place();

  /** What it is, in the words of an error message. */
  String form();

  /** A single value as text. */
  record Scalar(String text, Place place) implements Given {
    @Override
    public String form() {
      return "a single value";
    }
  }

  /** A key without a value. */
  record Nothing(Place place) implements Given {
    @Override
    public String form() {
      return "no value";
    }
  }

  /** A list. */
  record Items(List<Given> items, Place place) implements Given {
    @Override
    public String form() {
      return "a list";
    }
  }

  /**
   * Keys with values, in order. Environment and flags are laid into {@code entries} before it is
   * bound.
   */
  record Section(Map<String, Entry> entries, Place place) implements Given {
    static Section empty(Place place) {
      return new Section(new LinkedHashMap<>(), place);
    }

    @Override
    public String form() {
      return "a section";
    }
  }

  /** One key of a section with the place of the key itself. */
  record Entry(Place key, Given value) {}
}
