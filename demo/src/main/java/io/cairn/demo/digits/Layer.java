// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.digits;

import java.util.Random;

/// One fully connected layer: `weights[out][in]` row by row, and a bias for each output. Holds the
/// arrays that training changes in place, so it stays inside this package.
record Layer(int inputs, int outputs, float[] weights, float[] biases) {
  Layer {
    if (weights.length != inputs * outputs || biases.length != outputs) {
      throw new IllegalArgumentException(
          "a layer %d → %d needs %d weights and %d biases"
              .formatted(inputs, outputs, inputs * outputs, outputs));
    }
  }

  /// Fresh weights, uniform within ±√(6 / inputs) (He et al. 2015), biases zero.
  static Layer fresh(int inputs, int outputs, Random random) {
    var layer = zero(inputs, outputs);
    float bound = (float) StrictMath.sqrt(6.0 / inputs);
    for (int i = 0; i < layer.weights.length; i++) {
      layer.weights[i] = (2 * random.nextFloat() - 1) * bound;
    }
    return layer;
  }

  static Layer zero(int inputs, int outputs) {
    return new Layer(inputs, outputs, new float[inputs * outputs], new float[outputs]);
  }

  float[] apply(float[] input) {
    var output = biases.clone();
    for (int out = 0; out < outputs; out++) {
      float sum = output[out];
      for (int in = 0; in < inputs; in++) {
        sum += weights[out * inputs + in] * input[in];
      }
      output[out] = sum;
    }
    return output;
  }

  /// Adds this sample's share of the gradient to `gradient`; answers the error at the input.
  float[] backward(float[] input, float[] errorAtOutput, Layer gradient) {
    var errorAtInput = new float[inputs];
    for (int out = 0; out < outputs; out++) {
      float error = errorAtOutput[out];
      gradient.biases[out] += error;
      for (int in = 0; in < inputs; in++) {
        gradient.weights[out * inputs + in] += error * input[in];
        errorAtInput[in] += error * weights[out * inputs + in];
      }
    }
    return errorAtInput;
  }

  /// One step of gradient descent with momentum: `velocity` is kept between steps, `gradient` (a
  /// sum over `samples`) is used up and left at zero.
  void descend(Layer velocity, Layer gradient, int samples, float rate, float momentum) {
    descend(weights, velocity.weights, gradient.weights, rate / samples, momentum);
    descend(biases, velocity.biases, gradient.biases, rate / samples, momentum);
  }

  private static void descend(
      float[] values, float[] velocity, float[] gradient, float rate, float momentum) {
    for (int i = 0; i < values.length; i++) {
      velocity[i] = momentum * velocity[i] - rate * gradient[i];
      values[i] += velocity[i];
      gradient[i] = 0;
    }
  }

  Layer copy() {
    return new Layer(inputs, outputs, weights.clone(), biases.clone());
  }
}
