// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import io.cairn.demo.digits.Evaluation;

/// What the training run recorded about a version. An evaluation of the same bytes on the same rows
/// must measure it again, to the last bit.
record Promise(double accuracy, double loss) {
  /// @throws DemoFailed if the measurement is another one
  void confirm(Evaluation measured) {
    if (measured.accuracy() != accuracy || measured.loss() != loss) {
      throw new DemoFailed(
          "the run recorded accuracy %s (loss %s), the evaluation measured %s (loss %s): %s"
              .formatted(
                  accuracy,
                  loss,
                  measured.accuracy(),
                  measured.loss(),
                  "these are not the weights that were recorded"));
    }
  }
}
