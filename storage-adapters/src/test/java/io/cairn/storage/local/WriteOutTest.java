// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteOutTest {
  private final FileChannel channel;

  WriteOutTest(@TempDir Path folder) throws IOException {
    channel =
        FileChannel.open(
            folder.resolve("file"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Test
  void what_goes_well_is_waited_for() throws IOException {
    var out = new WriteOut(channel);

    out.written((int) WriteOut.EVERY_BYTES);

    assertThatCode(out::await).doesNotThrowAnyException();
  }

  @Test
  void a_fault_is_kept_and_not_covered_by_a_later_force() throws IOException {
    var out = new WriteOut(channel);
    channel.close();

    out.written((int) WriteOut.EVERY_BYTES);
    assertThatThrownBy(out::await).hasRootCauseInstanceOf(ClosedChannelException.class);
    out.written((int) WriteOut.EVERY_BYTES);

    assertThatThrownBy(out::await).hasRootCauseInstanceOf(ClosedChannelException.class);
  }

  @Test
  void a_short_file_is_not_forced_early() throws IOException {
    var out = new WriteOut(channel);
    channel.close();

    out.written((int) WriteOut.EVERY_BYTES - 1);

    assertThatCode(out::await).doesNotThrowAnyException();
  }
}
