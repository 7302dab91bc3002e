package dev.sluice.cache.semantic.embed;

/** Arithmetic of vectors. */
public final class Vectors {
  private Vectors() {}

  /** The dot product of two vectors of one length; the cosine where both have length 1. */
  public static float dot(float[] a, float[] b) {
    // Four sums, as the compiler may not reorder one.
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    int whole = a.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (int i = whole; i < a.length; i++) {
      first += a[i] * b[i];
    }
    return first + second + third + fourth;
  }

  /** The vector of length 1 in this direction; zeros stay zeros. */
  public static float[] unit(float[] vector) {
    double sum = 0;
    for (float each : vector) {
      sum += (double) each * each;
    }
    float[] unit = new float[vector.length];
    double length = Math.sqrt(sum);
    for (int i = 0; length > 0 && i < vector.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }
}
