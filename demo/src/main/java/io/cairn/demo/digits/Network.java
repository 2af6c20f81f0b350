// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.digits;

import io.cairn.demo.safetensors.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A network of two layers, 64 → 32 → 10: rectified linear units between, softmax at the end.
/// Weights are 32-bit floats. Not safe for use by several threads while it is trained.
public final class Network {
  /// The layers in words.
  public static final String ARCHITECTURE = "mlp 64-32-10, relu";

  private static final int HIDDEN = 32;

  private final Layer hidden;
  private final Layer output;

  private Network(Layer hidden, Layer output) {
    this.hidden = hidden;
    this.output = output;
  }

  /// A network that has learned nothing yet; the same seed gives the same weights.
  public static Network fresh(long seed) {
    var random = new Random(seed);
    var hidden = Layer.fresh(Digit.PIXELS, HIDDEN, random);
    return new Network(hidden, Layer.fresh(HIDDEN, Digit.LABELS, random));
  }

  /// @throws IllegalArgumentException if a tensor is missing, unknown or of another shape
  public static Network of(Map<String, Tensor> tensors) {
    if (tensors.size() != 4) {
      throw new IllegalArgumentException(
          "the network has 4 tensors, these are " + tensors.keySet());
    }
    return new Network(
        layer(tensors, "hidden", Digit.PIXELS, HIDDEN),
        layer(tensors, "output", HIDDEN, Digit.LABELS));
  }

  /// The weights by name, copied.
  public Map<String, Tensor> tensors() {
    return Map.of(
        "hidden.weight", new Tensor(List.of(hidden.outputs(), hidden.inputs()), hidden.weights()),
        "hidden.bias", new Tensor(List.of(hidden.outputs()), hidden.biases()),
        "output.weight", new Tensor(List.of(output.outputs(), output.inputs()), output.weights()),
        "output.bias", new Tensor(List.of(output.outputs()), output.biases()));
  }

  /// How well it reads these digits.
  ///
  /// @throws IllegalArgumentException if there are none
  public Evaluation evaluate(List<Digit> digits) {
    int correct = 0;
    double loss = 0;
    for (var digit : digits) {
      var probabilities = probabilities(digit.features());
      loss += loss(probabilities, digit.label());
      if (mostLikely(probabilities) == digit.label()) {
        correct++;
      }
    }
    return new Evaluation(correct, digits.size(), loss / Math.max(1, digits.size()));
  }

  /// Weights in all, biases among them.
  public int parameters() {
    return tensors().values().stream().mapToInt(Tensor::count).sum();
  }

  Network copy() {
    return new Network(hidden.copy(), output.copy());
  }

  Gradient gradient() {
    return new Gradient(Layer.zero(Digit.PIXELS, HIDDEN), Layer.zero(HIDDEN, Digit.LABELS));
  }

  /// Adds one sample's gradient of the cross-entropy; answers its loss.
  double learn(Digit digit, Gradient gradient) {
    var features = digit.features();
    var activations = rectified(hidden.apply(features));
    var probabilities = softmax(output.apply(activations));
    double loss = loss(probabilities, digit.label());

    var error = probabilities;
    error[digit.label()] -= 1;
    var errorAtHidden = output.backward(activations, error, gradient.output);
    for (int i = 0; i < errorAtHidden.length; i++) {
      if (activations[i] <= 0) {
        errorAtHidden[i] = 0;
      }
    }
    hidden.backward(features, errorAtHidden, gradient.hidden);
    return loss;
  }

  void descend(Gradient velocity, Gradient gradient, int samples, float rate, float momentum) {
    hidden.descend(velocity.hidden, gradient.hidden, samples, rate, momentum);
    output.descend(velocity.output, gradient.output, samples, rate, momentum);
  }

  private float[] probabilities(float[] features) {
    return softmax(output.apply(rectified(hidden.apply(features))));
  }

  private static float[] rectified(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
    return values;
  }

  /// `StrictMath`, so that every machine computes the same bits.
  private static float[] softmax(float[] values) {
    float max = values[mostLikely(values)];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) StrictMath.exp(values[i] - max);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] / sum);
    }
    return values;
  }

  private static double loss(float[] probabilities, int label) {
    return -StrictMath.log(Math.max(probabilities[label], Float.MIN_NORMAL));
  }

  private static int mostLikely(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  private static Layer layer(Map<String, Tensor> tensors, String name, int inputs, int outputs) {
    var weights = tensor(tensors, name + ".weight", List.of(outputs, inputs));
    var biases = tensor(tensors, name + ".bias", List.of(outputs));
    return new Layer(inputs, outputs, weights.values(), biases.values());
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name, List<Integer> shape) {
    var tensor = tensors.get(name);
    if (tensor == null || !tensor.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "the network needs tensor %s of shape %s, the weights have %s"
              .formatted(name, shape, tensor == null ? "none" : tensor.shape()));
    }
    return tensor;
  }

  /// A value for each weight of the network: a sum of gradients, or a velocity.
  record Gradient(Layer hidden, Layer output) {}
}
