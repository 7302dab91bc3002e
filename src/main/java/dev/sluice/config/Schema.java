package dev.sluice.config;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a whole configuration, derived from a tree of records: a component's name is the
 * key, its type says what may stand there. Immutable once in use.
 */
public final class Schema {
  private final Map<Class<?>, Reading<?>> readings = new HashMap<>(Readings.all());
  private final Map<Class<?>, Object> prototypes = new HashMap<>();
  private final Set<String> required = new HashSet<>();
  private final Set<Class<?>> droppable = new HashSet<>();
  private final Class<?> type;
  private Shape.@Nullable Fields root;

  private Schema(Class<?> type) {
    this.type = type;
  }

  /** The schema of a record. */
  public static Schema of(Class<?> type) {
    return new Schema(type);
  }

  /** How single values of one more type are read. */
  public <T> Schema reading(Class<T> type, Reading<T> reading) {
    readings.put(type, reading);
    return this;
  }

  /** What a section starts from that has no default of its own; else its constant DEFAULT. */
  public <T> Schema prototype(Class<T> type, T prototype) {
    prototypes.put(type, prototype);
    return this;
  }

  /** Components that must be given where the section has no default of its own. */
  public Schema required(Class<?> type, String... components) {
    for (String component : components) {
      required.add(type.getName() + "." + component);
    }
    return this;
  }

  /** Named sections of this type are left out with a warning when a secret in them is not found. */
  public Schema droppable(Class<?> type) {
    droppable.add(type);
    return this;
  }

  Shape.Fields root() {
    Shape.Fields known = root;
    if (known == null) {
      known = fields(type);
      root = known;
    }
    return known;
  }

  boolean isRequired(Class<?> owner, String component) {
    return required.contains(owner.getName() + "." + component);
  }

  boolean isDroppable(Shape shape) {
    return shape instanceof Shape.Fields fields && droppable.contains(fields.type());
  }

  /** What a section of this type starts from, or null. */
  @Nullable Object prototypeOf(Class<?> owner) {
    Object known = prototypes.get(owner);
    return known != null ? known : constant(owner);
  }

  private static @Nullable Object constant(Class<?> owner) {
    try {
      var field = owner.getField("DEFAULT");
      return Modifier.isStatic(field.getModifiers()) ? field.get(null) : null;
    } catch (NoSuchFieldException e) {
      return null;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read DEFAULT of " + owner, e);
    }
  }

  private Shape.Fields fields(Class<?> owner) {
    List<Shape.Field> fields = new ArrayList<>();
    for (RecordComponent component : owner.getRecordComponents()) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      fields.add(
          new Shape.Field(
              component.getName(),
              component.getType(),
              shape(component.getGenericType()),
              accessor));
    }
    return new Shape.Fields(owner, List.copyOf(fields));
  }

  private Shape shape(Type declared) {
    if (declared instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? new Shape.Names(shape(arguments[1]))
          : new Shape.Items(shape(arguments[0]));
    }
    Class<?> raw = (Class<?>) declared;
    if (readings.containsKey(raw) || raw.isEnum()) {
      return new Shape.Leaf(reading(raw));
    }
    if (raw.isRecord()) {
      return fields(raw);
    }
    throw new IllegalArgumentException("no reading for " + raw);
  }

  @SuppressWarnings("unchecked") // a reading is only ever given values of its own type
  private Reading<Object> reading(Class<?> raw) {
    Reading<?> known = readings.get(raw);
    return (Reading<Object>) (known != null ? known : Readings.word(raw));
  }
}
