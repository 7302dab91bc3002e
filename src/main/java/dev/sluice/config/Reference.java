package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of all keys of a configuration, for documentation and completion. */
public final class Reference {
  private final Schema schema;
  private final List<Key> keys = new ArrayList<>();

  private Reference(Schema schema) {
    this.schema = schema;
  }

  /**
   * One key that holds a single value or a list of them.
   *
   * @param path where it is; {@code NAME} stands for a name, {@code []} for an item of a list
   * @param expected what it takes
   * @param usual the default's text; empty when nothing is set, {@code required} when it must be
   * @param variable its environment variable; empty when it can be set in the file only
   * @param aliases the variables of other proxies that set it
   */
  public record Key(
      String path, String expected, String usual, String variable, List<String> aliases) {}

  /** All keys in the order of the schema; {@code defaults} is the configuration without sources. */
  public static List<Key> of(Schema schema, Object defaults) {
    Reference reference = new Reference(schema);
    reference.collect(schema.root(), defaults, "");
    return List.copyOf(reference.keys);
  }

  private void collect(Shape.Fields shape, @Nullable Object owner, String prefix) {
    Object values = owner != null ? owner : schema.prototypeOf(shape.type());
    for (Shape.Field field : shape.fields()) {
      String path = prefix + field.name();
      Object value = values == null ? null : field.of(values);
      boolean required = owner == null && schema.isRequired(shape.type(), field.name());
      switch (field.shape()) {
        case Shape.Leaf leaf ->
            add(path, leaf.reading().expected(), required ? "required" : text(leaf, value));
        case Shape.Items items when items.item() instanceof Shape.Leaf leaf ->
            add(path, "a list: " + leaf.reading().expected(), required ? "required" : "");
        case Shape.Fields inner -> collect(inner, value, path + ".");
        case Shape.Names names when names.value() instanceof Shape.Fields inner ->
            collect(inner, null, path + ".NAME.");
        case Shape.Items items when items.item() instanceof Shape.Fields inner ->
            collect(inner, null, path + "[].");
        default -> throw new IllegalStateException("no key of this shape: " + path);
      }
    }
  }

  private static String text(Shape.Leaf leaf, @Nullable Object value) {
    return value == null ? "" : leaf.reading().show(value);
  }

  private void add(String path, String expected, String usual) {
    String variable = path.contains("[]") ? "" : EnvNames.of(path);
    List<String> aliases =
        Aliases.all().stream()
            .filter(alias -> isNamed(alias.path(), path))
            .map(Aliases.Alias::name)
            .toList();
    keys.add(new Key(path, expected, usual, variable, aliases));
  }

  private static boolean isNamed(String path, String pattern) {
    return path.matches(pattern.replace(".", "\\.").replace("[]", "\\[]").replace("NAME", "[^.]+"));
  }
}
