package dev.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays single texts from the environment and the command line over what the file gives. */
final class Overlay {
  private final Shape.Fields root;
  private final Given.Section top;

  Overlay(Schema schema, Given.Section top) {
    this.root = schema.root();
    this.top = top;
  }

  /** What may stand at a path, or null if the path names nothing. */
  @Nullable Shape shape(List<String> path) {
    Shape shape = root;
    for (String name : path) {
      Shape.Field field = shape instanceof Shape.Fields fields ? fields.field(name) : null;
      if (field == null && !(shape instanceof Shape.Names)) {
        return null;
      }
      shape = field != null ? field.shape() : ((Shape.Names) shape).value();
    }
    return shape;
  }

  /** What is given at a path, or null. */
  @Nullable Given at(List<String> path) {
    Given given = top;
    for (String name : path) {
      Given.Entry entry =
          given instanceof Given.Section section ? section.entries().get(name) : null;
      if (entry == null) {
        return null;
      }
      given = entry.value();
    }
    return given;
  }

  /**
   * Sets a single value or a list of them, comma-separated, in place of what was there. Where a
   * section should be and the file has something else, the file's mistake is left to be found.
   */
  void set(List<String> path, String text, Place place) {
    Given.Section section = top;
    for (String name : path.subList(0, path.size() - 1)) {
      Given below = at(section, name, place);
      if (!(below instanceof Given.Section deeper)) {
        return;
      }
      section = deeper;
    }
    Given value =
        shape(path) instanceof Shape.Items ? items(text, place) : new Given.Scalar(text, place);
    section.entries().put(path.getLast(), new Given.Entry(place, value));
  }

  private static Given at(Given.Section section, String name, Place place) {
    Given.Entry entry = section.entries().get(name);
    if (entry != null && !(entry.value() instanceof Given.Nothing)) {
      return entry.value();
    }
    Given.Section made = Given.Section.empty(place);
    Given.Entry added = new Given.Entry(place, made);
    if (place instanceof Place.Flag) {
      putFirst(section.entries(), name, added);
    } else {
      section.entries().put(name, added);
    }
    return made;
  }

  /** What a flag adds comes first, so that a provider named on the command line is the default. */
  private static void putFirst(Map<String, Given.Entry> entries, String name, Given.Entry first) {
    Map<String, Given.Entry> others = new LinkedHashMap<>(entries);
    entries.clear();
    entries.put(name, first);
    others.forEach(entries::putIfAbsent);
  }

  private static Given items(String text, Place place) {
    List<Given> items = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      if (!item.isBlank()) {
        items.add(new Given.Scalar(item.strip(), place));
      }
    }
    return new Given.Items(items, place);
  }
}
