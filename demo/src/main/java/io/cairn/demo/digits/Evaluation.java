// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.digits;

/// How well a network read some digits: right answers of all, and the mean cross-entropy in nats.
public record Evaluation(int correct, int total, double loss) {
  public Evaluation {
    if (total <= 0 || correct < 0 || correct > total) {
      throw new IllegalArgumentException(
          "an evaluation counts 0 to %d right answers, not %d".formatted(total, correct));
    }
  }

  /// The share of right answers, 0 to 1.
  public double accuracy() {
    return (double) correct / total;
  }
}
