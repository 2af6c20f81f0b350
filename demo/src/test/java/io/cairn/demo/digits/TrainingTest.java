// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.demo.digits.Training.Epoch;
import io.cairn.demo.digits.Training.Settings;
import io.cairn.demo.safetensors.Safetensors;
import io.cairn.demo.safetensors.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @TempDir Path folder;

  @Test
  void six_epochs_read_more_than_93_digits_in_100() throws IOException {
    var epochs = train(ShippedDigits.read());

    assertThat(epochs).hasSize(6);
    assertThat(Training.best(epochs).test().accuracy()).isGreaterThanOrEqualTo(0.93);
    assertThat(epochs.getLast().trainingLoss()).isLessThan(epochs.getFirst().trainingLoss());
  }

  @Test
  void the_best_epoch_is_chosen_by_validation_alone() throws IOException {
    var epochs = train(ShippedDigits.read());

    var best = Training.best(epochs);

    assertThat(epochs)
        .allSatisfy(epoch ->
            assertThat(epoch.validation().correct())
                .isLessThanOrEqualTo(best.validation().correct()));
  }

  @Test
  void the_same_data_and_seed_give_the_same_checkpoints() throws IOException {
    var digits = ShippedDigits.read();

    var once = train(digits);
    var again = train(digits);

    assertThat(digests(once)).isEqualTo(digests(again)).doesNotHaveDuplicates();
  }

  /// One training image is given a wrong label. Every checkpoint is then other bytes, and the
  /// accuracy over the whole test set, counted in right answers, is another one too.
  @Test
  void changing_one_training_sample_changes_digest_and_accuracy() throws IOException {
    var digits = ShippedDigits.read();
    int row = 0;
    var sample = digits.training().get(row);
    var changed = digits.withTrainingRow(row, sample.withLabel((sample.label() + 1) % 10));

    var before = train(digits);
    var after = train(changed);

    assertThat(changed.test()).isEqualTo(digits.test());
    assertThat(digests(after)).doesNotContainAnyElementsOf(digests(before));
    assertThat(Training.best(after).test().accuracy())
        .isNotEqualTo(Training.best(before).test().accuracy());
    assertThat(accuracies(after)).isNotEqualTo(accuracies(before));
  }

  @Test
  void another_seed_gives_other_weights() throws IOException {
    var digits = ShippedDigits.read();
    var standard = Settings.standard();

    var other =
        new Training(
                new Settings(1, standard.batchSize(), standard.learningRate(), 0.9f, 43), digits)
            .run();

    assertThat(digest(other.getFirst().network()))
        .isNotEqualTo(digest(train(digits).getFirst().network()));
  }

  @Test
  void a_network_read_back_from_its_file_answers_the_same() throws IOException {
    var digits = ShippedDigits.read();
    var best = Training.best(train(digits));
    var file = folder.resolve("weights.safetensors");
    try (var out = Files.newOutputStream(file)) {
      Safetensors.of(best.network().tensors(), Map.of()).write(out);
    }

    var loaded = Network.of(Safetensors.read(file).tensors());

    assertThat(loaded.evaluate(digits.test())).isEqualTo(best.test());
  }

  @Test
  void tensors_of_another_network_are_refused() {
    var tensors = new HashMap<>(Network.fresh(1).tensors());
    tensors.put("output.bias", new Tensor(List.of(11), new float[11]));

    assertThatThrownBy(() -> Network.of(tensors)).hasMessageContaining("output.bias");
    assertThatThrownBy(() -> Network.of(Map.of())).hasMessageContaining("4 tensors");
  }

  @Test
  void no_digits_are_no_evaluation() {
    assertThatThrownBy(() -> Network.fresh(1).evaluate(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Epoch> train(Digits digits) {
    return new Training(Settings.standard(), digits).run();
  }

  private static List<Double> accuracies(List<Epoch> epochs) {
    return epochs.stream().map(epoch -> epoch.test().accuracy()).toList();
  }

  private static List<String> digests(List<Epoch> epochs) {
    return epochs.stream().map(epoch -> digest(epoch.network())).toList();
  }

  private static String digest(Network network) {
    var bytes = new ByteArrayOutputStream();
    try {
      Safetensors.of(network.tensors(), Map.of()).write(bytes);
      var sha256 = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return HexFormat.of().formatHex(sha256);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
