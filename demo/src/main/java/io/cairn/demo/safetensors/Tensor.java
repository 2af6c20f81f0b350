// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.safetensors;

import java.util.Arrays;
import java.util.List;

/// 32-bit floats in a shape, last dimension fastest. Immutable: values are copied in and out.
public final class Tensor {
  private final List<Integer> shape;
  private final float[] values;

  /// @throws IllegalArgumentException if the shape does not hold as many values
  public Tensor(List<Integer> shape, float[] values) {
    this.shape = List.copyOf(shape);
    this.values = values.clone();
    long count = 1;
    for (var length : this.shape) {
      if (length < 0) {
        throw new IllegalArgumentException("a dimension is 0 or more, not " + length);
      }
      count = Math.multiplyExact(count, length.longValue());
    }
    if (count != values.length) {
      throw new IllegalArgumentException(
          "shape %s holds %d values, not %d".formatted(shape, count, values.length));
    }
  }

  public List<Integer> shape() {
    return shape;
  }

  /// A copy of the values.
  public float[] values() {
    return values.clone();
  }

  /// How many values.
  public int count() {
    return values.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && shape.equals(that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "F32" + shape;
  }
}
