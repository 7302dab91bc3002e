package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;

/** What an unknown key was probably meant to be. */
final class KeyHelp {
  private final Shape.Fields root;

  KeyHelp(Shape.Fields root) {
    this.root = root;
  }

  /** A line of help: the near key of the same section, the section that has it, or all keys. */
  String help(String typed, Shape.Fields shape, Given.Section section, String path) {
    List<String> elsewhere = new ArrayList<>();
    find(root, typed, "", elsewhere);
    String near = Suggestions.nearest(typed, shape.names());
    boolean close = !near.isEmpty() && Suggestions.distance(typed, near) <= 1;
    if (!elsewhere.isEmpty() && !close) {
      return "did you mean `" + elsewhere.getFirst() + "`?";
    }
    if (near.isEmpty()) {
      return "known keys"
          + (path.isEmpty() ? "" : " here")
          + ": "
          + String.join(", ", shape.names());
    }
    Given.Entry set = section.entries().get(near);
    String already =
        set != null && set.key() instanceof Place.InFile file
            ? "  (already set on line " + file.line() + ")"
            : "";
    return "did you mean `" + near + "`?" + already;
  }

  private static void find(Shape.Fields shape, String typed, String path, List<String> found) {
    for (Shape.Field field : shape.fields()) {
      String below = path.isEmpty() ? field.name() : path + "." + field.name();
      if (field.name().equals(typed)) {
        found.add(below);
      }
      switch (field.shape()) {
        case Shape.Fields inner -> find(inner, typed, below, found);
        case Shape.Names names when names.value() instanceof Shape.Fields inner ->
            find(inner, typed, below + ".NAME", found);
        case Shape.Items items when items.item() instanceof Shape.Fields inner ->
            find(inner, typed, below + "[]", found);
        default -> {}
      }
    }
  }
}
