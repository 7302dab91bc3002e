package dev.sluice.view;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Nano-dollars as text: exact for machines, rounded for people. */
public final class Dollars {
  private static final long CENT = 10_000_000L;
  private static final long DOLLAR = 100 * CENT;
  private static final long LEAST_SHOWN = CENT / 200;

  private Dollars() {}

  /** Dollars with nine decimals, such as {@code 0.076500000}; a JSON number. */
  public static String exact(long nanos) {
    return BigDecimal.valueOf(nanos, 9).toPlainString();
  }

  /** In a sentence: whole cents from one cent on, below as {@link #people}. */
  public static String inText(long nanos) {
    if (nanos > -CENT && nanos < CENT) {
      return people(nanos);
    }
    BigDecimal dollars = BigDecimal.valueOf(nanos, 9).abs();
    return (nanos < 0 ? "-$" : "$") + dollars.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /**
   * Rounded for a table: {@code $1.83}, below a dollar {@code $0.0765}, {@code <$0.0001} for what
   * would round to nothing, {@code $0.00} for nothing; a loss has a minus sign.
   */
  public static String people(long nanos) {
    if (nanos == 0) {
      return "$0.00";
    }
    String sign = nanos < 0 ? "-" : "";
    BigDecimal dollars = BigDecimal.valueOf(nanos, 9).abs();
    if (nanos > -LEAST_SHOWN && nanos < LEAST_SHOWN) {
      return sign + "<$0.0001";
    }
    boolean small = nanos > -DOLLAR && nanos < DOLLAR;
    return sign + "$" + dollars.setScale(small ? 4 : 2, RoundingMode.HALF_UP).toPlainString();
  }
}
