// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.digits;

import io.cairn.demo.digits.Training.Epoch;
import io.cairn.demo.digits.Training.Settings;
import io.cairn.demo.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What one epoch leaves in a folder: the weights, and a card for people. The same training writes
/// the same bytes: no time, no name of a run is in them.
public final class Checkpoint {
  /// The file of the weights.
  public static final String WEIGHTS = "weights.safetensors";

  private static final String CARD = "README.md";

  private Checkpoint() {}

  /// Writes into the folder, which is made where it is missing.
  ///
  /// @param dataDigest digest of the version that was learned from
  public static void write(Path folder, Epoch epoch, Settings settings, String dataDigest)
      throws IOException {
    Files.createDirectories(folder);
    var weights =
        Safetensors.of(
            epoch.network().tensors(),
            Map.of(
                "architecture",
                Network.ARCHITECTURE,
                "epoch",
                Integer.toString(epoch.number()),
                "seed",
                Long.toString(settings.seed()),
                "data",
                dataDigest));
    try (var out = Files.newOutputStream(folder.resolve(WEIGHTS))) {
      weights.write(out);
    }
    Files.writeString(folder.resolve(CARD), card(epoch, settings, dataDigest));
  }

  /// The network whose weights lie in the folder.
  ///
  /// @throws IOException if the file is missing or can't be read
  /// @throws IllegalArgumentException if it is not these weights' file
  public static Network load(Path folder) throws IOException {
    return Network.of(Safetensors.read(folder.resolve(WEIGHTS)).tensors());
  }

  private static String card(Epoch epoch, Settings settings, String dataDigest) {
    return """
    # Digits classifier, epoch %d of %d

    Reads a handwritten digit from an 8 × 8 image: %s, %d parameters, 32-bit floats.
    Input: 64 grey values scaled to 0…1, row by row. Output: ten logits.

    Trained on `%s`
    by stochastic gradient descent (batch %d, rate %s, momentum %s, seed %d).
    """
        .formatted(
            epoch.number(),
            settings.epochs(),
            Network.ARCHITECTURE,
            epoch.network().parameters(),
            dataDigest,
            settings.batchSize(),
            settings.learningRate(),
            settings.momentum(),
            settings.seed());
  }
}
