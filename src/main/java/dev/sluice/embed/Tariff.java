package dev.sluice.embed;

import dev.sluice.price.PriceTable;
import dev.sluice.price.PricesInvalid;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The prices that a program wants. */
final class Tariff {
  private Tariff() {}

  /**
   * The bundled prices, with those of a file laid over them where there is one.
   *
   * @throws IllegalArgumentException when the file cannot be used; the message has every problem
   */
  static PriceTable read(@Nullable Path file) {
    if (file == null) {
      return PriceTable.bundled();
    }
    try {
      return PriceTable.read(file);
    } catch (PricesInvalid e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
