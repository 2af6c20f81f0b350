// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.demo.digits.Checkpoint;
import io.cairn.demo.digits.Digits;
import io.cairn.demo.digits.Network;
import io.cairn.demo.digits.ShippedDigits;
import io.cairn.demo.digits.Training;
import io.cairn.demo.digits.Training.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromiseTest {
  @TempDir Path pulled;
  private Digits digits;
  private Promise promise;

  @BeforeEach
  void a_checkpoint_with_its_recorded_accuracy() throws IOException {
    digits = ShippedDigits.read();
    var settings = Settings.standard();
    var best = Training.best(new Training(settings, digits).run());
    Checkpoint.write(pulled, best, settings, "sha256:00");
    promise = new Promise(best.test().accuracy(), best.test().loss());
  }

  @Test
  void the_weights_of_the_file_keep_it() throws IOException {
    var measured = Checkpoint.load(pulled).evaluate(digits.test());

    assertThatCode(() -> promise.confirm(measured)).doesNotThrowAnyException();
  }

  @Test
  void weights_that_were_never_read_break_it() {
    var unread = Network.fresh(Settings.standard().seed());

    var measured = unread.evaluate(digits.test());

    assertThatThrownBy(() -> promise.confirm(measured))
        .isInstanceOf(DemoFailed.class)
        .hasMessageContaining("not the weights");
  }

  @Test
  void weights_of_another_epoch_break_it() {
    var other = new Training(Settings.standard(), digits).run().getLast().network();

    var measured = other.evaluate(digits.test());

    assertThatThrownBy(() -> promise.confirm(measured)).isInstanceOf(DemoFailed.class);
  }

  @Test
  void one_changed_weight_breaks_it() throws IOException {
    var file = pulled.resolve(Checkpoint.WEIGHTS);
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] ^= 0x40;
    Files.write(file, bytes);

    var measured = Checkpoint.load(pulled).evaluate(digits.test());

    assertThatThrownBy(() -> promise.confirm(measured)).isInstanceOf(DemoFailed.class);
  }

  @Test
  void without_the_weights_there_is_nothing_to_evaluate() throws IOException {
    Files.delete(pulled.resolve(Checkpoint.WEIGHTS));

    assertThatThrownBy(() -> Checkpoint.load(pulled)).isInstanceOf(NoSuchFileException.class);
  }
}
