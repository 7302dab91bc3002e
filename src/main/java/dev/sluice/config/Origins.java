package dev.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every single value that holds, with where it came from; secrets only as the reference that they
 * were given by.
 */
public final class Origins {
  private final Map<String, Entry> entries;
  private final List<String> notes;

  private Origins(Map<String, Entry> entries, List<String> notes) {
    this.entries = entries;
    this.notes = List.copyOf(notes);
  }

  /**
   * One value.
   *
   * @param path its key, such as {@code listen.port}
   * @param value its text as it would stand in a file; empty when nothing is set
   * @param origin {@code flag}, {@code env NAME}, {@code env alias NAME}, {@code file:line} or
   *     {@code default}
   */
  public record Entry(String path, String value, String origin) {}

  static Origins of(Schema schema, Object config, Bound bound, List<String> notes) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    collect(schema.root(), config, "", bound, entries);
    return new Origins(entries, notes);
  }

  private static void collect(
      Shape shape, @Nullable Object value, String path, Bound bound, Map<String, Entry> into) {
    switch (shape) {
      case Shape.Leaf leaf -> into.put(path, entry(path, text(leaf, value, path, bound), bound));
      case Shape.Items items when items.item() instanceof Shape.Leaf leaf ->
          into.put(path, entry(path, texts(leaf, value), bound));
      case Shape.Items items -> {
        int index = 0;
        for (Object item : list(value)) {
          collect(items.item(), item, path + "[" + index++ + "]", bound, into);
        }
      }
      case Shape.Names names -> {
        for (var named : map(value).entrySet()) {
          collect(names.value(), named.getValue(), path + "." + named.getKey(), bound, into);
        }
      }
      case Shape.Fields fields -> {
        for (Shape.Field field : value == null ? List.<Shape.Field>of() : fields.fields()) {
          String below = path.isEmpty() ? field.name() : path + "." + field.name();
          collect(field.shape(), value == null ? null : field.of(value), below, bound, into);
        }
      }
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Entry entry(String path, String value, Bound bound) {
    Place place = bound.place(path);
    return new Entry(path, value, place == null ? "default" : place.origin());
  }

  private static String text(Shape.Leaf leaf, @Nullable Object value, String path, Bound bound) {
    if (value == null) {
      return "";
    }
    String reference = bound.reference(path);
    return reference != null ? reference : leaf.reading().show(value);
  }

  private static String texts(Shape.Leaf leaf, @Nullable Object value) {
    List<String> texts = new ArrayList<>();
    for (Object item : list(value)) {
      texts.add(leaf.reading().show(item));
    }
    return String.join(",", texts);
  }

  /** Where the value of a key came from; {@code default} for a key that was not set. */
  public String of(String path) {
    Entry entry = entries.get(path);
    return entry == null ? "default" : entry.origin();
  }

  /** The text of the value of a key, or null when there is no such key. */
  @Nullable String value(String path) {
    Entry entry = entries.get(path);
    return entry == null ? null : entry.value();
  }

  /** All values in the order of the configuration. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** What was found and deliberately not used, such as a variable that belongs to the client. */
  public List<String> notes() {
    return notes;
  }
}
