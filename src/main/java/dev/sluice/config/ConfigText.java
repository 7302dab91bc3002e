package dev.sluice.config;

import dev.sluice.log.Escapes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a configuration as the YAML that would make it: every key that has a value, defaults
 * included, secrets as the references that they were given by.
 */
public final class ConfigText {
  private final Origins origins;
  private final StringBuilder out = new StringBuilder();

  private ConfigText(Origins origins) {
    this.origins = origins;
  }

  /** The text of a configuration, ending in a line end. */
  public static String render(Schema schema, Object config, Origins origins) {
    ConfigText text = new ConfigText(origins);
    text.fields(schema.root(), config, "", "");
    return text.out.toString();
  }

  private void fields(Shape.Fields shape, Object owner, String indent, String path) {
    for (Shape.Field field : shape.fields()) {
      Object value = field.of(owner);
      if (value != null) {
        String below = path.isEmpty() ? field.name() : path + "." + field.name();
        out.append(indent).append(field.name()).append(':');
        value(field.shape(), value, indent, below);
      }
    }
  }

  private void value(Shape shape, Object value, String indent, String path) {
    switch (shape) {
      case Shape.Leaf leaf -> out.append(' ').append(single(leaf, value, path)).append('\n');
      case Shape.Fields fields -> {
        out.append('\n');
        fields(fields, value, indent + "  ", path);
      }
      case Shape.Names names -> named(names, value, indent, path);
      case Shape.Items items when items.item() instanceof Shape.Leaf leaf ->
          out.append(' ').append(singles(leaf, value)).append('\n');
      case Shape.Items items -> items(items, value, indent, path);
    }
  }

  private void named(Shape.Names shape, Object value, String indent, String path) {
    Map<?, ?> map = (Map<?, ?>) value;
    out.append(map.isEmpty() ? " {}\n" : "\n");
    map.forEach((name, section) -> {
      out.append(indent).append("  ").append(quoted(name.toString())).append(':');
      value(shape.value(), section, indent + "  ", path + "." + name);
    });
  }

  private void items(Shape.Items shape, Object value, String indent, String path) {
    List<?> list = (List<?>) value;
    out.append(list.isEmpty() ? " []\n" : "\n");
    for (int i = 0; i < list.size(); i++) {
      int start = out.length();
      if (shape.item() instanceof Shape.Fields fields) {
        fields(fields, list.get(i), indent + "    ", path + "[" + i + "]");
        out.replace(start, start + indent.length() + 4, indent + "  - ");
      }
    }
  }

  private static String singles(Shape.Leaf leaf, Object value) {
    return ((List<?>) value)
        .stream()
            .map(item -> quoted(leaf.reading().show(item)))
            .collect(Collectors.joining(", ", "[", "]"));
  }

  private String single(Shape.Leaf leaf, Object value, String path) {
    String reference = leaf.reading().secret() ? origins.value(path) : null;
    return quoted(reference != null ? reference : leaf.reading().show(value));
  }

  private static String quoted(@Nullable String text) {
    String plain = text == null ? "" : text;
    boolean safe =
        plain.matches("[A-Za-z0-9/][A-Za-z0-9_./:+@-]*")
            && !plain.endsWith(":")
            && !plain.equalsIgnoreCase("null");
    return safe ? plain : Escapes.json(plain);
  }
}
