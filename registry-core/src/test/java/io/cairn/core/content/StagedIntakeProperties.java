// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.draft.HeapBlobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// However a file is cut into parts, wherever a line breaks and whenever the server restarts: the
/// same bytes, the same digest. The seed is in the test's name.
class StagedIntakeProperties {
  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void parts_cuts_and_restarts_change_nothing(long seed) {
    var random = new Random(seed);
    var length = random.nextInt(3_000_000);
    var bytes = new byte[length];
    random.nextBytes(bytes);
    var id = UUID.randomUUID();
    var staging = new HeapBlobs();
    try (var pool = new HashingPool(2)) {
      var intake = new StagedIntake(staging, pool);
      var offset = 0L;
      for (var parts = random.nextInt(8); parts > 0; parts--) {
        var fate = random.nextInt(5);
        var end = (int) offset + random.nextInt(length - (int) offset + 1);
        var part = new ByteArrayInputStream(Arrays.copyOfRange(bytes, (int) offset, end));
        var isCut = fate == 0 || fate == 1;
        var appended =
            intake.append(
                id, offset, length, isCut ? new SequenceInputStream(part, new Broken()) : part);
        assertThat(appended.sizeBytes()).isEqualTo(end);
        assertThat(appended.end()).isEqualTo(isCut ? StagedIntake.End.CUT : StagedIntake.End.WHOLE);
        offset = appended.sizeBytes();
        if (fate == 1 || fate == 2) {
          intake = new StagedIntake(staging, pool);
        }
      }
      var rest = new ByteArrayInputStream(Arrays.copyOfRange(bytes, (int) offset, length));
      assertThat(intake.append(id, offset, length, rest).sizeBytes()).isEqualTo(length);
      assertThat(intake.digest(id, length, Duration.ofSeconds(30))).hasValue(Digest.hash(bytes));
    }
  }

  /// A line that breaks at once.
  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the line broke");
    }
  }
}
