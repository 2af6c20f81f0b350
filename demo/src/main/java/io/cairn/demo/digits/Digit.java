// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.digits;

import java.util.List;

/// One handwritten digit: 64 grey values from 0 (paper) to 16 (ink), row by row, and what it shows.
public record Digit(List<Integer> greys, int label) {
  /// Grey values of one 8 × 8 image.
  public static final int PIXELS = 64;

  /// Digits that there are: 0 to 9.
  public static final int LABELS = 10;

  private static final int MAX_GREY = 16;

  public Digit {
    greys = List.copyOf(greys);
    if (greys.size() != PIXELS) {
      throw new IllegalArgumentException("a digit has 64 grey values, this one " + greys.size());
    }
    for (var grey : greys) {
      if (grey < 0 || grey > MAX_GREY) {
        throw new IllegalArgumentException("a grey value is 0 to 16, this one " + grey);
      }
    }
    if (label < 0 || label >= LABELS) {
      throw new IllegalArgumentException("a label is 0 to 9, this one " + label);
    }
  }

  /// The same image, said to show another digit.
  public Digit withLabel(int other) {
    return new Digit(greys, other);
  }

  /// The grey values scaled to 0…1, a fresh array.
  float[] features() {
    var features = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      features[i] = greys.get(i) / (float) MAX_GREY;
    }
    return features;
  }
}
