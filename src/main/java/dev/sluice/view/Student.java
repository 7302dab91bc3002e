package dev.sluice.view;

/** Student's distribution, as far as 95 % intervals need it. */
final class Student {
  private static final double Z = 1.959963984540054;

  private Student() {}

  /**
   * The 97.5 % quantile by the expansion of Cornish and Fisher (Abramowitz and Stegun 26.7.5); off
   * by less than 0.0005 from 9 degrees of freedom on.
   */
  static double quantile975(double freedom) {
    double z2 = Z * Z;
    double g1 = (z2 + 1) * Z / 4;
    double g2 = ((5 * z2 + 16) * z2 + 3) * Z / 96;
    double g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) * Z / 384;
    double g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) * Z / 92160;
    return Z + (g1 + (g2 + (g3 + g4 / freedom) / freedom) / freedom) / freedom;
  }
}
