// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLogTest {
  private static final int BLOCK = 32 << 10;

  @TempDir Path folder;

  @Test
  void records_of_any_length_come_back_wherever_a_block_ends() throws IOException {
    var random = new Random(7);
    var records = new ArrayList<byte[]>();
    // The second ends 7, 6, 1 bytes before a block does, and on it.
    for (var length :
        List.of(0, BLOCK - 7 - 7 - 7 - 7, 100_000, BLOCK - 7, BLOCK - 13, 1, 70_000)) {
      var record = new byte[length];
      random.nextBytes(record);
      records.add(record);
    }
    for (var i = 0; i < 500; i++) {
      var record = new byte[random.nextInt(300)];
      random.nextBytes(record);
      records.add(record);
    }

    var read = read(written(records));

    assertThat(read.records).hasSameSizeAs(records);
    for (var i = 0; i < records.size(); i++) {
      assertThat(read.records.get(i)).isEqualTo(records.get(i));
    }
    assertThat(read.isTorn).isFalse();
  }

  @Test
  void a_torn_end_keeps_what_stands_before_it() throws IOException {
    var records = List.of(new byte[100], new byte[40_000], new byte[10]);
    var whole = written(records);

    var inTheMiddle = read(Arrays.copyOf(whole, 20_000));
    var damaged = whole.clone();
    damaged[50] ^= 1;
    var wrong = read(damaged);

    assertThat(inTheMiddle.records).hasSize(1);
    assertThat(inTheMiddle.isTorn).isTrue();
    assertThat(wrong.records).isEmpty();
    assertThat(wrong.isTorn).isTrue();
  }

  @Test
  void another_file_is_refused() throws IOException {
    var file = Files.writeString(folder.resolve("other"), "something else altogether");

    assertThatThrownBy(() -> new RecordLog(file)).isInstanceOf(IOException.class);
  }

  private record Read(List<byte[]> records, boolean isTorn) {}

  private Read read(byte[] bytes) throws IOException {
    var file = Files.write(folder.resolve("run.wandb"), bytes);
    var records = new ArrayList<byte[]>();
    try (var log = new RecordLog(file)) {
      for (var next = log.next(); next.isPresent(); next = log.next()) {
        records.add(next.get());
      }
      return new Read(records, log.isTorn());
    }
  }

  /// As the SDK writes them.
  private static byte[] written(List<byte[]> records) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(":W&B".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {(byte) 0xE1, (byte) 0xBE, 0});
    for (var record : records) {
      var from = 0;
      var isLast = false;
      for (var isFirst = true; !isLast; isFirst = false) {
        var left = BLOCK - out.size() % BLOCK;
        if (left < 7) {
          out.writeBytes(new byte[left]);
          left = BLOCK;
        }
        var count = Math.min(left - 7, record.length - from);
        isLast = from + count == record.length;
        var type = isFirst ? (isLast ? 1 : 2) : (isLast ? 4 : 3);
        var piece = Arrays.copyOfRange(record, from, from + count);
        var sum = new CRC32();
        sum.update(type);
        sum.update(piece);
        out.writeBytes(
            ByteBuffer.allocate(7)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) sum.getValue())
                .putShort((short) count)
                .put((byte) type)
                .array());
        out.writeBytes(piece);
        from += count;
      }
    }
    return out.toByteArray();
  }
}
