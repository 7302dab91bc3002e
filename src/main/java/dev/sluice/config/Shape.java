package dev.sluice.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand at one place of the configuration. */
sealed interface Shape {

  /**
   * A single value.
   *
   * @param reading how its text is read
   */
  record Leaf(Reading<Object> reading) implements Shape {}

  /**
   * A section whose keys are a record's components.
   *
   * @param type the record
   * @param fields its components in order
   */
  record Fields(Class<?> type, List<Field> fields) implements Shape {
    @Nullable Field field(String name) {
      return fields.stream().filter(field -> field.name().equals(name)).findFirst().orElse(null);
    }

    List<String> names() {
      return fields.stream().map(Field::name).toList();
    }
  }

  /**
   * A section whose keys are names that the operator chooses.
   *
   * @param value what stands under each name
   */
  record Names(Shape value) implements Shape {}

  /**
   * A list.
   *
   * @param item what each item is
   */
  record Items(Shape item) implements Shape {}

  /**
   * One component of a record.
   *
   * @param name the key
   * @param type the component's type
   * @param shape what may stand there
   * @param accessor reads it
   */
  record Field(String name, Class<?> type, Shape shape, Method accessor) {
    @Nullable Object of(Object owner) {
      try {
        return accessor.invoke(owner);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("cannot read " + accessor, e);
      }
    }
  }
}
